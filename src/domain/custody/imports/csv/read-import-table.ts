import type { Secret } from "../../../core/secret.ts";
import { type Refused, refused } from "../../refused.ts";
import { importErrors } from "../errors.ts";
import { importProblem } from "../import-problem.ts";
import { seedFingerprint } from "../keyed-tags.ts";
import { acrossRows } from "./across-rows.ts";
import type { ImportQuestion, ImportRow } from "./import-row.ts";
import { readCells } from "./read-cells.ts";
import { readHeader } from "./read-header.ts";
import { readImportRow } from "./read-import-row.ts";
import { withStatus } from "./with-status.ts";

/** A dry run: nothing is written before a person has confirmed it. */
export interface ImportTable {
  readonly delimiter: string;
  readonly ignoredColumns: readonly string[];
  readonly rows: readonly ImportRow[];
  readonly counts: Readonly<Record<ImportRow["status"], number>>;
  /** Bytes looked at; never more than a small multiple of the file's. */
  readonly steps: number;
}

/** Rows of a table, at most; an organization has at most some ten thousand accounts. */
const mostRows = 50_000;
const mostBytes = 32 * 1024 * 1024;

/** Reads a CSV file for one of the two vaults. Refused by `CUSTODY_CSV_UNREADABLE` when it is no such table. */
export function readImportTable(
  file: Secret<Uint8Array>,
  question: ImportQuestion,
): { readonly status: "read"; readonly table: ImportTable } | Refused {
  const bytes = withoutMark(file.reveal());
  if (bytes.length > mostBytes) return unreadable(`${bytes.length} bytes; at most ${mostBytes}`);
  if (bytes.includes(0)) return unreadable("it holds zero bytes: UTF-16, or no text at all");
  const header = readHeader(bytes);
  if (header.status === "unreadable") return unreadable(header.detail);
  const wanted = question.vault === "S" ? "seed" : "password";
  for (const column of ["account", wanted] as const) {
    if (!header.columns.has(column)) return unreadable(`no column for the ${column}`);
  }
  const { rows, faults, steps } = readCells(bytes, header.delimiter.charCodeAt(0), mostRows + 2);
  const body = rows.filter(({ row }) => row > header.row);
  if (body.length === 0) return unreadable("no row below the header");
  if (body.length > mostRows) return unreadable(`more than ${mostRows} rows`);
  const faultsByRow = Map.groupBy(faults, ({ row }) => row);
  const read = body.map((each) => readImportRow(each, header, question, faultsByRow.get(each.row) ?? []));
  const tags = read.map(({ seed }) => (seed === null ? null : seedFingerprint(question.fingerprintKey, seed)));
  const judged = acrossRows(read, tags, question.knownFingerprints).map((row) => withStatus(row));
  const count = (status: ImportRow["status"]) => judged.filter((row) => row.status === status).length;
  const counts = { ready: count("ready"), confirm: count("confirm"), error: count("error") };
  const { delimiter, ignored } = header;
  return { status: "read", table: { delimiter, ignoredColumns: ignored, rows: judged, counts, steps } };
}

/** The row once a person has confirmed that its leading zeros were lost. */
export function withZerosConfirmed(row: ImportRow, table: ImportTable): ImportRow {
  if (row.padded === null || row.status !== "confirm") return row;
  const account = row.padded;
  const twin = table.rows.find((each) => each.row !== row.row && (each.account ?? each.padded) === account);
  const others = row.problems.filter(({ kind }) => kind !== "account-zeros");
  const twice =
    twin === undefined ? [] : [importProblem("account-twice", row.row, "account", { detail: `row ${twin.row}` })];
  return withStatus({
    ...row,
    account: twin === undefined ? account : null,
    padded: null,
    problems: [...others, ...twice],
  });
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function unreadable(detail: string): Refused {
  return refused(importErrors.CUSTODY_CSV_UNREADABLE, detail);
}
