import { reportFormats } from "../../report/report-formats.ts";
import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { readText } from "../read-text.ts";

/** `rootward report render RUN`: draws a stored run in another format, without scanning again. */
export const reportRenderCommand: CommandSpec = {
  path: "report render",
  summary: "draw a stored run (-f run=FILE or -f json=FILE) in another format, without scanning again",
  description:
    "A run stored with -f run=FILE holds paths too; one stored with -f json=FILE holds findings alone. What was masked when it was stored stays masked. Exits as the run did.",
  args: [["<run>", "file that scan -f run=FILE or -f json=FILE wrote; - reads standard input"]],
  groups: ["show", "draw", "format"],
  options: [],
  examples: [
    ["a report from last night's run", "rootward report render run.json -f html=report.html"],
    ["for a spreadsheet", "rootward report render run.json -f csv=findings.csv"],
  ],
  run: async ({ io, settings, args }) => {
    const targets = formatTargets(settings, reportFormats, "table");
    const [file = "-"] = args;
    const text = await readText(io, file);
    const { readStoredRun } = await import("../../../app/scan/stored-run.ts");
    const { writeOutcome } = await import("../scan/outcome-formats.ts");
    const outcome = readStoredRun(text, file);
    writeOutcome(targets, outcome, io, settings);
    return outcome.summary.exit;
  },
};
