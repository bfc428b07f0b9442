import type { ErrorRow } from "../../../domain/core/error-row.ts";

/** What can go wrong with any store, in the words of the one it is; each store declares these rows itself. */
export interface StoreRows {
  /** Another process has it open. */
  readonly running: ErrorRow;
  /** It is not where it should be, or its creation was never finished. */
  readonly missing: ErrorRow;
  /** It is to be made, and is there. */
  readonly exists: ErrorRow;
  /** Other users of the machine could read it. */
  readonly exposed: ErrorRow;
  /** There is no room for a write; nothing of it counts. */
  readonly full: ErrorRow;
  /** The disk or its permissions failed. */
  readonly failed: ErrorRow;
  /** It does not read as this store: foreign, or changed from outside. */
  readonly damaged: ErrorRow;
  /** A later version of the program has written it. */
  readonly newer: ErrorRow;
  /** The program used it wrongly: outside a transaction, a row that is not there, a value that does not fit. */
  readonly misused: ErrorRow;
}
