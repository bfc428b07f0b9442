import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { findingJson } from "./finding-json.ts";
import { inStableOrder } from "./finding-order.ts";
import type { Write } from "./write.ts";

/** The envelope `rootward.findings/v1`, one finding per line; the same outcome always gives the same bytes. */
export function writeJson(outcome: ScanOutcome, write: Write): void {
  const { run, summary, baseline } = outcome;
  write(`{"schema":"rootward.findings/v1",\n"run":${JSON.stringify(run)},\n`);
  write(`"summary":${JSON.stringify(summary)},\n"findings":[`);
  let comma = "\n";
  for (const finding of inStableOrder(outcome.findings)) {
    write(comma + JSON.stringify(findingJson(finding)));
    comma = ",\n";
  }
  write(baseline === null ? "\n]}\n" : `\n],\n"baseline":${JSON.stringify(baseline)}}\n`);
}
