import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { storedRun } from "../../app/scan/stored-run.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { writeCsv } from "./csv.ts";
import { reportErrors } from "./errors.ts";
import { writeDot } from "./graph/dot.ts";
import { writeMermaid } from "./graph/mermaid.ts";
import { accountNames } from "./headline.ts";
import { writeHtml } from "./html/html.ts";
import { writeJson } from "./json.ts";
import { writeJsonl } from "./jsonl.ts";
import { maskOutcome } from "./mask.ts";
import { writeMarkdown } from "./md.ts";
import { writeOcsf } from "./ocsf.ts";
import { writeSarif } from "./sarif.ts";
import type { ReportFormat } from "./report-formats.ts";
import { writeSummary } from "./table-summary.ts";
import { writeTable } from "./table.ts";
import type { TextStyle } from "./text/text-style.ts";
import type { Write } from "./write.ts";

/** How reports are written. */
export interface ReportOptions {
  /** For the table. */
  readonly style: TextStyle;
  /** Mail addresses and phone numbers in full. */
  readonly showContacts: boolean;
  readonly csvBom: boolean;
  /** Longest Markdown in characters; a job summary may be longer than a comment. */
  readonly markdownLimit?: number | undefined;
}

/**
 * Writes one report. Contacts are masked first unless they were asked for; masking twice changes nothing, so a caller
 * with many formats may mask once itself. Throws REPORT_NO_PATHS when a graph is asked of a run without paths.
 */
export function writeReport(format: ReportFormat, outcome: ScanOutcome, write: Write, options: ReportOptions): void {
  const shown = options.showContacts ? outcome : maskOutcome(outcome);
  switch (format) {
    case "table":
      return writeTable(shown, write, options.style);
    case "summary":
      return writeSummary(shown, write, options.style);
    case "json":
      return writeJson(shown, write);
    case "jsonl":
      return writeJsonl(shown, write);
    case "csv":
      return writeCsv(shown, write, { bom: options.csvBom });
    case "sarif":
      return writeSarif(shown, write);
    case "ocsf":
      return writeOcsf(shown, write);
    case "html":
      return writeHtml(shown, write);
    case "md":
      return writeMarkdown(shown, write, options.markdownLimit);
    case "mermaid":
      return writeMermaid(pathsOf(shown), write, accountNames(shown));
    case "dot":
      return writeDot(pathsOf(shown), write, accountNames(shown));
    case "run":
      for (const piece of storedRun(shown)) write(piece);
      return undefined;
  }
}

function pathsOf(outcome: ScanOutcome) {
  if (outcome.paths === null) throw new CodedError(reportErrors.REPORT_NO_PATHS);
  return outcome.paths;
}
