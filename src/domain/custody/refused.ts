import type { ErrorRow } from "../core/error-row.ts";

/** Why something is not done; nothing has changed. */
export interface Refused {
  readonly status: "refused";
  readonly row: ErrorRow;
  /** Names and numbers, never secrets. */
  readonly detail: string;
}

/** A refusal by this row. */
export function refused(row: ErrorRow, detail: string): Refused {
  return { status: "refused", row, detail };
}
