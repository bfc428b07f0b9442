import { fromUtf8 } from "../../../crypto/bytes.ts";
import type { ImportColumn } from "../import-problem.ts";
import { readCells } from "./read-cells.ts";

/** Where each known column stands. */
export type HeaderColumns = ReadonlyMap<ImportColumn, number>;

/** The header of a table: how it is delimited and what stands where. */
export type ReadHeader =
  | {
      readonly status: "read";
      readonly delimiter: string;
      readonly columns: HeaderColumns;
      /** Names of columns that mean nothing here. */
      readonly ignored: readonly string[];
      readonly width: number;
      /** The row it stands in. */
      readonly row: number;
    }
  | { readonly status: "unreadable"; readonly detail: string };

/** Names of columns without anything but letters and digits, lower case. */
const names: Readonly<Record<ImportColumn, readonly string[]>> = {
  account: [
    "account",
    "accountid",
    "accountnumber",
    "accountno",
    "awsaccount",
    "awsaccountid",
    "awsaccountnumber",
    "id",
  ],
  name: ["accountname", "name", "awsaccountname"],
  email: ["accountemail", "email", "emailaddress", "rootemail", "accountemailaddress", "mail"],
  seed: ["mfaseed", "seed", "secret", "mfasecret", "totpseed", "totpsecret", "mfa", "totp"],
  password: ["password", "rootpassword", "accountpassword"],
};

/** Finds the header: the first row that is not `sep=;`, under the delimiter that makes the most known columns of it. */
export function readHeader(bytes: Uint8Array): ReadHeader {
  const found = [",", ";", "\t", "|"].map((delimiter) => headerWith(bytes, delimiter));
  const [best] = found.toSorted((one, other) => other.columns.size - one.columns.size);
  if (best === undefined || best.columns.size === 0) return { status: "unreadable", detail: "no header that is known" };
  if (best.twice !== null) return { status: "unreadable", detail: `two columns for the ${best.twice}` };
  const { twice: _, ...header } = best;
  return { status: "read", ...header };
}

function headerWith(bytes: Uint8Array, delimiter: string) {
  // Two rows at most are read for each delimiter, however long the file is.
  const rows = readCells(bytes, delimiter.charCodeAt(0), 2).rows;
  const texts = rows.map(({ cells }) => cells.map((cell) => fromUtf8(cell.subarray(0, 200)) ?? ""));
  const at = texts[0]?.[0]?.toLowerCase().startsWith("sep=") === true ? 1 : 0;
  const columns = new Map<ImportColumn, number>();
  const ignored: string[] = [];
  let twice: ImportColumn | null = null;
  for (const [place, text] of (texts[at] ?? []).entries()) {
    const column = columnOf(text);
    if (column === null) {
      if (text.trim() !== "") ignored.push(text.trim().slice(0, 60));
    } else if (columns.has(column)) twice = column;
    else columns.set(column, place);
  }
  return { delimiter, columns, ignored, width: texts[at]?.length ?? 0, row: rows[at]?.row ?? 1, twice };
}

function columnOf(text: string): ImportColumn | null {
  const bare = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  for (const column of ["account", "name", "email", "seed", "password"] as const) {
    if (names[column].includes(bare)) return column;
  }
  return null;
}
