import { Secret } from "../../../core/secret.ts";
import { fromUtf8 } from "../../../crypto/bytes.ts";
import { awsTotp } from "../../totp/totp-parameters.ts";
import { importProblem, type ImportColumn, type ImportProblem } from "../import-problem.ts";
import { fitsAccount } from "../otpauth/fits-account.ts";
import { readOtpauth } from "../otpauth/read-otpauth.ts";
import { readSeedText, type SeedProblem } from "../seed-text.ts";
import type { ImportQuestion, ImportRow } from "./import-row.ts";
import { type ReadAccountCell, readAccountCell } from "./read-account-cell.ts";
import type { CellFault, CellRow } from "./read-cells.ts";
import type { HeaderColumns } from "./read-header.ts";

/** Reads one row by itself; what other rows say about it comes later, and so does its status. */
export function readImportRow(
  { row, cells }: CellRow,
  { columns, width }: { readonly columns: HeaderColumns; readonly width: number },
  { vault, accounts }: ImportQuestion,
  faults: readonly CellFault[],
): ImportRow {
  const problems: ImportProblem[] = [];
  for (const { kind, cell } of faults) {
    problems.push(importProblem(kind, row, columnAt(columns, cell)));
  }
  const extra = cells.slice(width).filter((cell) => cell.length > 0).length;
  if (extra > 0)
    problems.push(importProblem("cells-many", row, null, { detail: `${cells.length} cells, ${width} columns` }));
  const bytesOf = (column: ImportColumn) => cells[columns.get(column) ?? -1] ?? new Uint8Array();
  const textOf = (column: ImportColumn) => {
    const text = fromUtf8(bytesOf(column));
    if (text === null) problems.push(importProblem("not-utf8", row, column));
    return text?.trim() ?? "";
  };
  const read = readAccountCell(textOf("account"), row);
  problems.push(...read.problems);
  const id = read.account ?? read.padded;
  if (id !== null && accounts?.has(id) === false) problems.push(importProblem("account-unknown", row, "account"));
  const name = textOf("name");
  // SECURITY: control and format characters could make a screen show another name.
  if (name.length > 128 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))
    problems.push(importProblem("name-malformed", row, "name"));
  const email = emailOf(textOf("email"), row, problems);
  const secret =
    vault === "S" ? seedOf(bytesOf("seed"), row, read, problems) : passwordOf(bytesOf("password"), row, problems);
  const isPairInFile = bytesOf(vault === "S" ? "password" : "seed").length > 0;
  const { account, padded } = read;
  return { row, status: "error", account, padded, name, email, isPairInFile, problems, ...secret };
}

function columnAt(columns: HeaderColumns, place: number): ImportColumn | null {
  for (const [column, at] of columns) if (at === place) return column;
  return null;
}

function emailOf(text: string, row: number, problems: ImportProblem[]): string | null {
  if (text === "") problems.push(importProblem("email-missing", row, "email"));
  else if (/^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u.test(text) && text.length <= 320) return text;
  else problems.push(importProblem("email-malformed", row, "email"));
  return null;
}

type Secrets = Pick<ImportRow, "seed" | "parameters" | "password">;
const nothing: Secrets = { seed: null, parameters: null, password: null };

function seedOf(cell: Uint8Array, row: number, account: ReadAccountCell, problems: ImportProblem[]): Secrets {
  const add = (found: readonly SeedProblem[]) => {
    for (const { kind, ...extra } of found) problems.push(importProblem(kind, row, "seed", extra));
  };
  if (!isAddress(cell)) {
    const read = readSeedText(cell);
    add(read.status === "read" ? read.warnings : read.problems);
    return read.status === "read" ? { ...nothing, seed: read.seed, parameters: awsTotp } : nothing;
  }
  const read = readOtpauth(new Secret(cell));
  if (read.status === "refused") {
    problems.push(importProblem("seed-otpauth", row, "seed", { detail: read.detail }));
    return nothing;
  }
  const { seed, parameters, warnings } = read.otpauth;
  add(warnings);
  const chosen = account.account ?? account.padded;
  if (chosen !== null && fitsAccount(read.otpauth.account, chosen) === "other") {
    problems.push(importProblem("seed-other-account", row, "seed"));
  }
  return { ...nothing, seed, parameters };
}

/** `otpauth://`, `steam://` and their like: base32 has no colon. */
function isAddress(cell: Uint8Array): boolean {
  return cell.includes(0x3a);
}

function passwordOf(cell: Uint8Array, row: number, problems: ImportProblem[]): Secrets {
  if (cell.length === 0) {
    problems.push(importProblem("password-missing", row, "password"));
    return nothing;
  }
  if (cell[0] === 0x20 || cell.at(-1) === 0x20) problems.push(importProblem("password-spaces", row, "password"));
  const control = cell.findIndex((byte) => byte < 0x20 || byte === 0x7f);
  if (control >= 0) problems.push(importProblem("password-control", row, "password", { character: control + 1 }));
  // A password is kept byte for byte; nothing is trimmed.
  return { ...nothing, password: new Secret(cell) };
}
