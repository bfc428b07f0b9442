import type { Paper } from "../../paper/print-pdf.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** What `--paper` asks for; A4 without it. */
export function paperOption({ options }: Pick<Invocation, "options">): Paper {
  const paper = options["paper"] ?? "a4";
  if (paper !== "a4" && paper !== "letter") throw usageError(`--paper ${String(paper)}: it is a4 or letter`);
  return paper;
}
