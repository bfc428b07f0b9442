import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { reportFormats } from "../../report/report-formats.ts";

/** `rootward scan`: read an account or organization, or a saved snapshot, and say who can become root. */
export const scanCommand: CommandSpec = {
  path: "scan",
  summary: "who else can become root: every check and every path, of an account or an organization",
  description:
    "Reads with the credentials the AWS SDK finds (or a saved snapshot with --from), judges every check, computes every minimal way to become root, and says what to change first. Reads only. sts:AssumeRoot is never called unless --assume-root is given or the question on the terminal is answered with yes.",
  args: [],
  groups: [
    "aws",
    "read",
    "role",
    "audit",
    "scope",
    "members",
    "judge",
    "fail",
    "checks",
    "select",
    "show",
    "draw",
    "format",
  ],
  options: [
    { flags: "--from <DIR>", help: "analyse this snapshot instead of reading AWS" },
    { flags: "--save <DIR>", help: "keep the snapshot here" },
    { flags: "--resume", help: "go on with the interrupted run in --save DIR" },
  ],
  examples: [
    ["the account or organization behind a profile", "rootward scan --profile x"],
    [
      "keep the snapshot, and write a report",
      "rootward scan --profile x --save ./snapshot -f table -f html=report.html",
    ],
    ["analyse later, anywhere", "rootward scan --from ./snapshot -f json"],
    ["in CI: fail on new findings alone", "rootward scan --baseline baseline.json --new-only -f sarif=out.sarif -f md"],
  ],
  run: async (invocation) => {
    const { io, settings } = invocation;
    const targets = formatTargets(settings, reportFormats, "table");
    const { scanOnce } = await import("../scan/scan-once.ts");
    const outcome = await scanOnce(invocation);
    const { writeOutcome } = await import("../scan/outcome-formats.ts");
    writeOutcome(targets, outcome, io, settings);
    return outcome.summary.exit;
  },
};
