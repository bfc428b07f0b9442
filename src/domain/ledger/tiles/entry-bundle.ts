import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";
import { maxEntryBytes } from "../merkle/tree-hash.ts";
import { tileWidth } from "./tile-path.ts";

/** Entries one after another, each behind its length as a big-endian uint16. Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > maxEntryBytes) {
      throw new CodedError(ledgerErrors.LEDGER_ENTRY_TOO_LARGE, { detail: `${entry.length} bytes` });
    }
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 255;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** The entries of a bundle of this width. Throws `LEDGER_TILE_FOREIGN` when there are more, fewer, or half ones. */
export function parseEntryBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const { entries, rest } = wholeEntries(bytes, width);
  if (entries.length === width && rest === 0) return entries;
  throw new CodedError(ledgerErrors.LEDGER_TILE_FOREIGN, {
    detail: `an entry bundle with ${entries.length} whole entries of ${width} and ${rest} bytes after them`,
  });
}

/** The entries that can be read from the front of damaged bytes, at most `limit`, and how many bytes remain behind them. */
export function wholeEntries(
  bytes: Uint8Array,
  limit: number = tileWidth,
): { readonly entries: readonly Uint8Array[]; readonly rest: number } {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < limit) {
    const [high, low] = bytes.subarray(at, at + 2);
    if (high === undefined || low === undefined) break;
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { entries, rest: bytes.length - at };
}
