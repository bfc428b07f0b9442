import type { ScanOutcome } from "../../../app/scan/outcome.ts";
import { maskOutcome } from "../../report/mask.ts";
import { printable } from "../../report/printable.ts";
import type { ReportFormat } from "../../report/report-formats.ts";
import { writeReport } from "../../report/write-report.ts";
import type { Io } from "../io.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import type { Settings } from "../settings/resolved.ts";

/** Writes an outcome in every format asked for, and its warnings, masked once unless `--show-contacts`. */
export function writeOutcome(
  targets: readonly FormatTarget<ReportFormat>[],
  outcome: ScanOutcome,
  io: Io,
  settings: Settings,
): void {
  const shown = settings.is("showContacts") ? outcome : maskOutcome(outcome);
  for (const warning of shown.warnings) if (!settings.is("quiet")) io.err(`warning: ${printable(warning)}\n`);
  writeTargets(targets, io, settings.is("quiet"), (format, write, toFile) =>
    writeReport(format, shown, write, {
      style: textStyleOf(io, settings, toFile),
      showContacts: true,
      csvBom: settings.is("csvBom"),
    }),
  );
}
