import type { AccountId } from "../../../../domain/core/account-id.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import { acrossRows } from "../../../../domain/custody/imports/csv/across-rows.ts";
import {
  type ImportTable,
  readImportTable,
  withZerosConfirmed,
} from "../../../../domain/custody/imports/csv/read-import-table.ts";
import { withStatus } from "../../../../domain/custody/imports/csv/with-status.ts";
import { importProblem } from "../../../../domain/custody/imports/import-problem.ts";
import { seedFingerprint } from "../../../../domain/custody/imports/keyed-tags.ts";
import { awsTotp } from "../../../../domain/custody/totp/totp-parameters.ts";
import type { KdbxEntry, KdbxKey } from "../../../../world/sealing/kdbx/kdbx-entry.ts";
import { custodyRefusal } from "../../custody-refusal.ts";
import { importRunErrors } from "../errors.ts";
import { kdbxRows } from "./kdbx-rows.ts";
import { isOtpauthList, otpauthLines } from "./otpauth-lines.ts";
import { otpauthRow } from "./otpauth-row.ts";
import type { ImportSource, SourceRow } from "./source-row.ts";

/** What reads the two kinds of files that are not text. */
export interface SourceDeps {
  readonly isPng: (file: Uint8Array) => boolean;
  /** Throws `SEALING_IMAGE_*`, `SEALING_QR_*`. */
  readonly readQr: (file: Uint8Array) => Secret<Uint8Array>;
  readonly isKdbx: (file: Uint8Array) => boolean;
  /** Throws `SEALING_KDBX_*`. */
  readonly readKdbx: (file: Uint8Array, key: KdbxKey) => Promise<readonly KdbxEntry[]>;
}

/** A file to be imported, and what a person said about it. */
export interface SourceAsk {
  readonly file: Secret<Uint8Array>;
  readonly vault: Vault;
  /** What opens a password database. */
  readonly key: KdbxKey;
  /** Whose the only row is; `null` where the file says it. */
  readonly account: AccountId | null;
  /** A person has confirmed that a spreadsheet dropped leading zeros. */
  readonly zerosConfirmed: boolean;
  /** Of seed fingerprints, random for this run. */
  readonly fingerprintKey: Secret<Uint8Array>;
}

/** Reads a file by what it is. Throws `IMPORT_*`, `CUSTODY_CSV_UNREADABLE`, `SEALING_*`; rows carry their own problems. */
export async function readSource(deps: SourceDeps, ask: SourceAsk): Promise<ImportSource> {
  const { file, vault, account } = ask;
  const bytes = file.reveal();
  if (bytes.every((byte) => byte <= 0x20)) throw new CodedError(importRunErrors.IMPORT_FILE_EMPTY);
  if (deps.isPng(bytes)) {
    onlySeeds(vault);
    return judged({ kind: "qr", rows: [otpauthRow("QR code", 1, deps.readQr(bytes), account)], leftOut: [] }, ask);
  }
  if (deps.isKdbx(bytes)) {
    const { password, keyFile } = ask.key;
    if (password === null && keyFile === null) throw new CodedError(importRunErrors.IMPORT_NEEDS_KEY);
    return judged(kdbxRows(await deps.readKdbx(bytes, ask.key), vault, account), ask);
  }
  if (isOtpauthList(bytes)) {
    onlySeeds(vault);
    return judged(otpauthLines(file, account), ask);
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    throw new CodedError(importRunErrors.IMPORT_FILE_UNKNOWN, { detail: "a JPEG image" });
  }
  return csvSource(ask);
}

function onlySeeds(vault: Vault): void {
  if (vault !== "S") throw new CodedError(importRunErrors.IMPORT_WRONG_VAULT);
}

function csvSource(ask: SourceAsk): ImportSource {
  const { file, vault, fingerprintKey } = ask;
  const question = { vault, accounts: null, fingerprintKey, knownFingerprints: new Set<string>() };
  const read = readImportTable(file, question);
  if (read.status === "refused") throw custodyRefusal(read);
  const { table } = read;
  const rows = table.rows.map((row) => ({ ...withZeros(row, table, ask), place: `row ${row.row}` }));
  const leftOut = table.ignoredColumns.map((name) => `the column ${JSON.stringify(name)}`);
  return { kind: "csv", rows: rows.map(asAwsMakes), leftOut };
}

function withZeros(row: ImportTable["rows"][number], table: ImportTable, { zerosConfirmed }: SourceAsk) {
  return zerosConfirmed ? withZerosConfirmed(row, table) : row;
}

/** Rows of a file that is no table: what stands twice is wrong in both places, as in a table. */
function judged(source: ImportSource, { fingerprintKey }: SourceAsk): ImportSource {
  if (source.rows.length === 0) {
    throw new CodedError(importRunErrors.IMPORT_FILE_EMPTY, { detail: source.leftOut.join("; ") });
  }
  const tags = source.rows.map(({ seed }) => (seed === null ? null : seedFingerprint(fingerprintKey, seed)));
  const across = acrossRows(source.rows, tags, new Set());
  const rows = source.rows.map((row, at) => asAwsMakes(withStatus({ ...row, problems: across[at]?.problems ?? [] })));
  return { ...source, rows };
}

/** Custody keeps seeds of AWS alone: six digits, SHA-1, 30 seconds. Any other setting is another service's, or a mistake. */
function asAwsMakes(row: SourceRow): SourceRow {
  const { parameters } = row;
  if (parameters === null) return row;
  const { hash, digits, periodSeconds } = parameters;
  const isAws = hash === awsTotp.hash && digits === awsTotp.digits && periodSeconds === awsTotp.periodSeconds;
  if (isAws) return row;
  const detail = `${digits} digits, ${hash}, ${periodSeconds} seconds`;
  return withStatus({
    ...row,
    problems: [...row.problems, importProblem("seed-settings", row.row, "seed", { detail })],
  });
}
