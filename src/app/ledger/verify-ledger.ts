import { CodedError } from "../../domain/core/coded-error.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { type BundleReport, verifyBundle } from "../../domain/ledger/bundle/verify-bundle.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import { readJournal } from "../../domain/ledger/journal/journal-record.ts";
import { parseSignedNote } from "../../domain/ledger/note/signed-note.ts";
import { openTrusted, trustedKeys } from "../../domain/ledger/trust/open-trusted.ts";
import type { Trust } from "../../domain/ledger/trust/trust-file.ts";
import { auditCustody, type CustodyAudit } from "./audit/audit-custody.ts";
import type { AuditProblem } from "./audit/audit-problem.ts";
import { ledgerAuditErrors } from "./errors.ts";

/** A copy of a custody log, and what it is held against. */
export interface LedgerQuestion {
  /** By path; `roster.json` beside the log's own files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Where the copy is a log's own directory. */
  readonly journal: Uint8Array | null;
  readonly trust: Trust;
  /** Notes kept elsewhere. Each must open with the trust file's keys. */
  readonly kept: readonly Uint8Array[];
  /** Rosters from elsewhere; before the bundle's own. */
  readonly rosters: Uint8Array | null;
  readonly rosterHash: string | null;
}

/** What a copy of a custody log shows. */
export interface LedgerReport {
  readonly status: "verified" | "damaged";
  readonly origin: string;
  readonly log: BundleReport;
  /** `null` while hashes do not hold: entries that are not the logged ones say nothing. */
  readonly custody: CustodyAudit | null;
  readonly journal: AuditProblem | null;
}

/**
 * Verifies a copy of a custody log with public keys alone. Throws `LEDGER_BUNDLE_FOREIGN` where there is no log at all, and
 * why a kept checkpoint cannot be held against it.
 */
export function verifyLedger(question: LedgerQuestion): LedgerReport {
  const { trust, kept } = question;
  const files = new Map(question.files);
  const rosters = question.rosters ?? files.get("roster.json") ?? null;
  files.delete("roster.json");
  const origin = originOf(files, trust);
  for (const note of kept) refuseForeignKept(note, trust, origin);
  const log = verifyBundle({ files, trust, origin, seen: kept });
  const size = log.newest?.checkpoint.size ?? 0;
  const isWhole = log.newest !== null && log.firstBad === null;
  const entries = Array.from({ length: isWhole ? size : 0 }, (_, index) => log.entries.get(index) ?? new Uint8Array(0));
  const custody = isWhole
    ? auditCustody({ origin, logKeys: trustedKeys(trust), entries, rosters, rosterHash: question.rosterHash })
    : null;
  const journal = question.journal === null ? null : journalProblem(question.journal, log.entries, size);
  const isVerified = log.status === "verified" && custody?.problems.length === 0 && journal === null;
  return { status: isVerified ? "verified" : "damaged", origin, log, custody, journal };
}

/** The log that the bundle says it is, if it is trusted; with one trusted log, that one. */
function originOf(files: ReadonlyMap<string, Uint8Array>, trust: Trust): string {
  const note = files.get("checkpoint");
  const names = trust.logs.map(({ key }) => key.name);
  const claimed = note === undefined ? null : claimedIn(note);
  const found = names.find((name) => name === claimed) ?? (names.length === 1 ? names[0] : undefined);
  if (found !== undefined && (note !== undefined || [...files.keys()].some((path) => path.startsWith("tile/")))) {
    return found;
  }
  const detail = claimed === null ? "it has no readable checkpoint" : `${claimed} is not in the trust file`;
  throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail });
}

function claimedIn(note: Uint8Array): string | null {
  try {
    return parseCheckpoint(parseSignedNote(note).text).origin;
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

/** What somebody hands in to compare with must not be passed over in silence. */
function refuseForeignKept(note: Uint8Array, trust: Trust, origin: string): void {
  const opened = openTrusted(note, { ...trust, quorum: null });
  if (opened.status === "refused")
    throw new CodedError(opened.row, { detail: `the kept checkpoint: ${opened.detail}` });
  if (opened.checkpoint.origin === origin) return;
  const detail = `the kept checkpoint is of ${opened.checkpoint.origin}, the bundle of ${origin}`;
  throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail });
}

/** The journal may run ahead of the checkpoint by what a crash left; everything below it is the log. */
function journalProblem(
  journal: Uint8Array,
  entries: ReadonlyMap<number, Uint8Array>,
  size: number,
): AuditProblem | null {
  const row = ledgerAuditErrors.LEDGER_AUDIT_JOURNAL_DIFFERS;
  const read = readJournal(journal);
  for (let index = 0; index < size; index++) {
    const there = read.entries[index]?.entry;
    if (there === undefined) return { index, row, detail: `it has ${read.entries.length} whole entries of ${size}` };
    if (!equalBytes(there, entries.get(index) ?? new Uint8Array(0))) return { index, row, detail: `entry ${index}` };
  }
  if (read.entries.length === size && read.tornBytes === 0) return null;
  const detail = `${read.entries.length - size} entries and ${read.tornBytes} torn bytes lie behind the checkpoint`;
  return { index: size, row, detail };
}
