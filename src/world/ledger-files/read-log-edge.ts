// A log of a million entries is not hashed anew at every start. Its tiles hold the hashes, and what they say of the right
// edge is checked against the signed root; the entry bundles tell by their lengths where in the journal the signed entries
// end. Whatever does not fit is no verdict: the caller reads the whole journal then.
import { equalBytes } from "../../domain/crypto/bytes.ts";
import type { Checkpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import { encodeJournal } from "../../domain/ledger/journal/journal-record.ts";
import { appendLeaf, frontierOf, frontierRoot } from "../../domain/ledger/merkle/frontier.ts";
import { leafHash, type TreeHash } from "../../domain/ledger/merkle/tree-hash.ts";
import { parseEntryBundle } from "../../domain/ledger/tiles/entry-bundle.ts";
import { tileWidth } from "../../domain/ledger/tiles/tile-path.ts";
import { tileHashes, tileReader } from "../../domain/ledger/tiles/tile-reader.ts";
import { tileAt } from "../../domain/ledger/tiles/tiles-of-size.ts";
import type { JournalFile } from "./journal-file.ts";
import type { LogReading } from "./log-reading.ts";
import type { TileFiles } from "./tile-files.ts";

// A journal record has ten bytes beside its entry, a bundle two.
const recordMore = 8;

/** Reads what lies behind the signed entries, and of those the edge alone; `null` when something does not fit. May throw. */
export function readLogEdge(journal: JournalFile, tiles: TileFiles, own: Checkpoint): LogReading | null {
  const { size: signedSize } = own;
  const last = tileAt("entries", Math.floor((signedSize - 1) / tileWidth), signedSize);
  const lastHashes = last === null ? null : tileAt(0, last.index, signedSize);
  if (last === null || lastHashes === null) return null;
  tiles.loadEdge(signedSize);
  const readTile = tileReader(signedSize, tiles.read);
  let frontier = frontierOf(signedSize, readTile);
  if (!equalBytes(frontierRoot(frontier), own.root)) return null;

  const entries = parseEntryBundle(tiles.read(last), last.width);
  const hashes = tileHashes(lastHashes, tiles.read(lastHashes));
  if (!entries.every((entry, at) => equalBytes(leafHash(entry), hashes[at] ?? new Uint8Array(0)))) return null;
  const signedBytes = journalBytes(tiles, signedSize);
  const records = encodeJournal(entries);
  if (signedBytes === null || signedBytes < records.length) return null;
  if (!equalBytes(journal.bytes(signedBytes - records.length, signedBytes), records)) return null;

  const known = new Map<string, TreeHash>();
  let wholeBytes = signedBytes;
  for (const more of journal.records(signedBytes)) {
    for (const { leaf, end } of more) {
      const appended = appendLeaf(frontier, leaf);
      for (const { level, index, hash } of appended.made) known.set(`${level} ${index}`, hash);
      frontier = appended.frontier;
      wholeBytes = end;
    }
  }
  const tornBytes = journal.size() - wholeBytes;
  const read = (subtree: { level: number; index: number }): TreeHash =>
    known.get(`${subtree.level} ${subtree.index}`) ?? readTile(subtree);
  return { size: frontier.size, frontier, read, signedBytes, wholeBytes, tornBytes };
}

/** Where in the journal this many entries end, by the lengths of their bundles; `null` when one is missing. */
function journalBytes(tiles: TileFiles, size: number): number | null {
  let bytes = size * recordMore;
  for (let index = 0; ; index++) {
    const tile = tileAt("entries", index, size);
    if (tile === null) return bytes;
    const length = tiles.sizeOf(tile);
    if (length === null) return null;
    bytes += length;
  }
}
