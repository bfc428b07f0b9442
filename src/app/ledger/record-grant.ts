import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64 } from "../../domain/crypto/base64.ts";
import { fromBase64url, toBase64url } from "../../domain/crypto/base64url.ts";
import { concat, utf8 } from "../../domain/crypto/bytes.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { type GrantRecord, grantRecord, type PlacedEntry } from "../../domain/custody/record/grant-record.ts";
import { ledgerAuditErrors } from "./errors.ts";
import { type LedgerQuestion, type LedgerReport, verifyLedger } from "./verify-ledger.ts";

/** Which request, and the copies of the logs that tell of it. */
export interface RecordQuestion {
  readonly requestId: string;
  /** One of the broker's log, and of the gate's where it is at hand. */
  readonly copies: readonly LedgerQuestion[];
  /** The reason's text with its salt, where it was kept. */
  readonly reason: { readonly text: string; readonly salt: string } | null;
}

/** A record with what it was verified under. */
export interface VerifiedRecord {
  readonly record: GrantRecord;
  readonly deployment: string;
  /** Origin, size and root of each copy. */
  readonly checkpoints: readonly string[];
}

/**
 * The record of one use, out of copies that verify as a whole. Throws `LEDGER_RECORD_UNVERIFIED`, `LEDGER_RECORD_UNKNOWN`,
 * `LEDGER_RECORD_REASON`, and what verifying throws.
 */
export function recordGrant({ requestId, copies, reason }: RecordQuestion): VerifiedRecord {
  const reports = copies.map((copy) => verified(verifyLedger(copy)));
  const origins = reports.map(({ origin }) => origin);
  const twice = origins.find((origin, at) => origins.indexOf(origin) !== at);
  if (twice !== undefined) {
    throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail: `two copies of ${twice}` });
  }
  const [deployment = "", strange] = [...new Set(origins.map((origin) => origin.split("/").at(-2) ?? ""))];
  if (strange !== undefined) {
    throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail: `of ${deployment} and of ${strange}` });
  }
  const entries = reports.flatMap((report) => placedIn(report));
  const hash = entries.find(({ entry }) => entry.type === "request.created" && entry.request === requestId)?.entry.d[
    "reasonHash"
  ];
  if (reason !== null && hash !== undefined && hash !== hashOf(reason)) {
    throw new CodedError(ledgerAuditErrors.LEDGER_RECORD_REASON, { detail: requestId });
  }
  const record = grantRecord(entries, requestId, reason?.text ?? null);
  if (record === null) {
    throw new CodedError(ledgerAuditErrors.LEDGER_RECORD_UNKNOWN, { detail: `${requestId} in ${origins.join(", ")}` });
  }
  return { record, deployment, checkpoints: reports.map((report) => checkpointOf(report)) };
}

function verified(report: LedgerReport): LedgerReport {
  if (report.status === "verified") return report;
  const detail = `${report.origin}: run rootward ledger verify on it`;
  throw new CodedError(ledgerAuditErrors.LEDGER_RECORD_UNVERIFIED, { detail });
}

function placedIn({ origin, log }: LedgerReport): readonly PlacedEntry[] {
  // A log that was begun again is called broker.2, and so on.
  const name = /\/gate(?:\.[0-9]+)?$/.test(origin) ? "gate" : "broker";
  return [...log.entries].flatMap(([index, bytes]) => {
    const entry = readLogEntry(bytes);
    return entry === null ? [] : [{ log: name, index, entry } as const];
  });
}

function checkpointOf({ origin, log }: LedgerReport): string {
  const { size = 0, root = new Uint8Array() } = log.newest?.checkpoint ?? {};
  return `${origin} ${size} ${toBase64(root)}`;
}

function hashOf({ text, salt }: { readonly text: string; readonly salt: string }): string {
  return toBase64url(sha256(concat(fromBase64url(salt) ?? new Uint8Array(), utf8(text))));
}
