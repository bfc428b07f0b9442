import type { AccountId } from "../../../../domain/core/account-id.ts";
import type { ImportRow } from "../../../../domain/custody/imports/csv/import-row.ts";
import { withStatus } from "../../../../domain/custody/imports/csv/with-status.ts";

/** What kind of file rows come from. */
export type SourceKind = "csv" | "otpauth" | "qr" | "kdbx";

/** One account's secret as a file has it, and what is wrong with it. */
export interface SourceRow extends ImportRow {
  /** Where in the file: `row 5`, `line 3`, `entry AWS/prod`, `QR code`. */
  readonly place: string;
}

/** All rows of a file. */
export interface ImportSource {
  readonly kind: SourceKind;
  readonly rows: readonly SourceRow[];
  /** What was not looked at further, and why: columns, entries in a bin, entries of other things. */
  readonly leftOut: readonly string[];
}

/** A row with what is known of it, and nothing else; its status follows from its problems. */
export function sourceRow(
  place: string,
  known: Pick<ImportRow, "row" | "problems"> & Partial<ImportRow> & { readonly account: AccountId | null },
): SourceRow {
  return withStatus({
    padded: null,
    name: "",
    email: null,
    seed: null,
    parameters: null,
    password: null,
    isPairInFile: false,
    ...known,
    place,
  });
}
