import type { ErrorRow } from "../../../domain/core/error-row.ts";

/** Something that an entry says and that does not hold. */
export interface AuditProblem {
  /** The entry; `null` when it concerns the log as a whole. */
  readonly index: number | null;
  readonly row: ErrorRow;
  readonly detail: string;
}
