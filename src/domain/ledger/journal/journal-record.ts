// The journal is the log's own append-only file: the source from which tiles, bundles and the tree can be made again. A
// record is length (uint16, big-endian), entry, and the first 8 bytes of its leaf hash. The seal tells a torn write from a
// whole one: after a power cut a file may end in zeros or in a half record, which plain lengths would read as entries.
import { CodedError } from "../../core/coded-error.ts";
import { concat, equalBytes } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { leafHash, maxEntryBytes, type TreeHash } from "../merkle/tree-hash.ts";

/** An entry as the journal holds it. */
export interface JournalEntry {
  readonly entry: Uint8Array;
  readonly leaf: TreeHash;
  /** Where in the file its record ends. */
  readonly end: number;
}

/** What can be read of a journal. */
export interface JournalReading {
  readonly entries: readonly JournalEntry[];
  /** Bytes behind the last whole record. */
  readonly tornBytes: number;
}

const sealBytes = 8;

/** The record of an entry. Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function encodeJournalRecord(entry: Uint8Array): Uint8Array {
  if (entry.length > maxEntryBytes) {
    throw new CodedError(ledgerErrors.LEDGER_ENTRY_TOO_LARGE, { detail: `${entry.length} bytes` });
  }
  return concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry, leafHash(entry).subarray(0, sealBytes));
}

/** The records of entries, one after another, however many. Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function encodeJournal(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length + sealBytes, 0));
  let at = 0;
  for (const entry of entries) {
    const record = encodeJournalRecord(entry);
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}

/** The whole records from the front, up to the first that is not whole. Any bytes give a reading. */
export function readJournal(bytes: Uint8Array): JournalReading {
  const entries: JournalEntry[] = [];
  let at = 0;
  for (;;) {
    const read = readRecord(bytes, at);
    if (read === null) return { entries, tornBytes: bytes.length - at };
    entries.push(read);
    at = read.end;
  }
}

function readRecord(bytes: Uint8Array, at: number): JournalEntry | null {
  const [high, low] = bytes.subarray(at, at + 2);
  if (high === undefined || low === undefined) return null;
  const entryEnd = at + 2 + high * 256 + low;
  const end = entryEnd + sealBytes;
  if (end > bytes.length) return null;
  const entry = bytes.subarray(at + 2, entryEnd);
  const leaf = leafHash(entry);
  return equalBytes(leaf.subarray(0, sealBytes), bytes.subarray(entryEnd, end)) ? { entry, leaf, end } : null;
}
