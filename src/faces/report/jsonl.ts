import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { findingJson } from "./finding-json.ts";
import { inStableOrder } from "./finding-order.ts";
import type { Write } from "./write.ts";

/** One finding per line, the same selection and order as the envelope. */
export function writeJsonl(outcome: ScanOutcome, write: Write): void {
  for (const finding of inStableOrder(outcome.findings)) write(`${JSON.stringify(findingJson(finding))}\n`);
}
