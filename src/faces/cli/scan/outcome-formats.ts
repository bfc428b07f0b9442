import type { ScanOutcome } from "../../../app/scan/outcome.ts";
import type { Io } from "../io.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import type { Settings } from "../settings/resolved.ts";

/** Formats of a scan; `run` stores it whole for `report render`. */
export const outcomeFormats = [
  "table",
  "summary",
  "json",
  "jsonl",
  "csv",
  "sarif",
  "ocsf",
  "html",
  "md",
  "mermaid",
  "dot",
  "run",
] as const;

/** See `outcomeFormats`. */
export type OutcomeFormat = (typeof outcomeFormats)[number];

type Render = (outcome: ScanOutcome, write: (chunk: string) => void) => void;

/** Writes an outcome in every format asked for, masked unless `--show-contacts`. */
export async function writeOutcome(
  targets: readonly FormatTarget<OutcomeFormat>[],
  outcome: ScanOutcome,
  io: Io,
  settings: Settings,
): Promise<void> {
  const { maskOutcome } = await import("../../report/mask.ts");
  const shown = settings.is("showContacts") ? outcome : maskOutcome(outcome);
  const renders = new Map<OutcomeFormat, Render>();
  for (const target of targets) renders.set(target.format, await renderOf(target, io, settings));
  writeTargets(targets, io, settings.is("quiet"), (format, write) => renders.get(format)?.(shown, write));
}

// Each writer is loaded only when its format is asked for.
async function renderOf({ format, file }: FormatTarget<OutcomeFormat>, io: Io, settings: Settings): Promise<Render> {
  switch (format) {
    case "table": {
      const { writeTable } = await import("../../report/table.ts");
      return (outcome, write) => writeTable(outcome, write, textStyleOf(io, settings, file !== null));
    }
    case "summary": {
      const { writeSummary } = await import("../../report/table-summary.ts");
      return (outcome, write) => writeSummary(outcome, write, textStyleOf(io, settings, file !== null));
    }
    case "json":
      return (await import("../../report/json.ts")).writeJson;
    case "jsonl":
      return (await import("../../report/jsonl.ts")).writeJsonl;
    case "csv": {
      const { writeCsv } = await import("../../report/csv.ts");
      return (outcome, write) => writeCsv(outcome, write, { bom: settings.is("csvBom") });
    }
    case "sarif":
      return (await import("../../report/sarif.ts")).writeSarif;
    case "ocsf":
      return (await import("../../report/ocsf.ts")).writeOcsf;
    case "html":
      return (await import("../../report/html/html.ts")).writeHtml;
    case "md": {
      const { writeMarkdown } = await import("../../report/md.ts");
      return (outcome, write) => writeMarkdown(outcome, write);
    }
    case "mermaid": {
      const { writeMermaid } = await import("../../report/graph/mermaid.ts");
      return (outcome, write) => writeMermaid(pathsOf(outcome), write, namesOf(outcome));
    }
    case "dot": {
      const { writeDot } = await import("../../report/graph/dot.ts");
      return (outcome, write) => writeDot(pathsOf(outcome), write, namesOf(outcome));
    }
    case "run": {
      const { storedRun } = await import("../../../app/scan/stored-run.ts");
      return (outcome, write) => {
        for (const chunk of storedRun(outcome)) write(chunk);
      };
    }
  }
}

function pathsOf(outcome: ScanOutcome): NonNullable<ScanOutcome["paths"]> {
  return outcome.paths ?? { schema: "rootward.paths/v1", accounts: [], blastRadius: [] };
}

function namesOf(outcome: ScanOutcome): ReadonlyMap<string, string> {
  return new Map(outcome.accounts.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
