import { type Fact, seen, type Unseen, unseen } from "../../core/fact.ts";
import { instant } from "../../core/instant.ts";

/** Where a report came from: the call and the time it was fetched. */
export interface ReportOrigin {
  readonly source: string;
  readonly at: string;
}

const longestCell = 80;

/** `true` or `false` in any case; anything else, `not_supported` included, is not observable. */
export function flagCell(cell: string | undefined, column: string, origin: ReportOrigin): Fact<boolean> {
  const word = cell?.toLowerCase();
  if (word === "true" || word === "false") return seen(word === "true", origin.source, origin.at);
  return foreign(cell, column);
}

/** A time, or null for `N/A` (there is none); anything else, `no_information` and `not_supported`, is not observable. */
export function timeCell(cell: string | undefined, column: string, origin: ReportOrigin): Fact<string | null> {
  if (cell === "N/A") return seen(null, origin.source, origin.at);
  const time = cell === undefined ? null : instant(cell);
  return time === null ? foreign(cell, column) : seen(time, origin.source, origin.at);
}

function foreign(cell: string | undefined, column: string): Unseen {
  const raw = cell === undefined ? "column missing" : `cell says "${cell.slice(0, longestCell)}"`;
  return unseen("not-observable", `credential report ${column}`, `${column}: ${raw}`);
}
