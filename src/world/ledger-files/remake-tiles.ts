import { concat, equalBytes } from "../../domain/crypto/bytes.ts";
import { planAppend } from "../../domain/ledger/journal/plan-append.ts";
import { frontierOf } from "../../domain/ledger/merkle/frontier.ts";
import type { SubtreeReader } from "../../domain/ledger/merkle/proof-plan.ts";
import { encodeEntryBundle } from "../../domain/ledger/tiles/entry-bundle.ts";
import { type TileAddress, tilePath, tileWidth } from "../../domain/ledger/tiles/tile-path.ts";
import { tileAt, tilesOfSize } from "../../domain/ledger/tiles/tiles-of-size.ts";
import type { JournalFile } from "./journal-file.ts";
import type { LogReading } from "./log-reading.ts";
import type { TileFiles } from "./tile-files.ts";

/**
 * Writes every tile and entry bundle of a tree of this size that is missing or is not what the journal gives, synced.
 * Returns their paths. The journal must have been judged before.
 */
export function remakeTiles(
  journal: JournalFile,
  tiles: TileFiles,
  size: number,
  read: SubtreeReader,
): readonly string[] {
  const made: string[] = [];
  const directories = new Set<string>();
  const put = (tile: TileAddress, bytes: Uint8Array): void => {
    const path = tilePath(tile);
    const there = tiles.file(path);
    if (there !== null && equalBytes(there, bytes)) return;
    tiles.put(path, bytes, directories);
    made.push(path);
  };
  for (const { tile, bytes } of bundlesOf(journal, size)) put(tile, bytes);
  for (const tile of tilesOfSize(size)) {
    const { level } = tile;
    if (level === "entries") continue;
    const start = tile.index * tileWidth;
    const hashes = Array.from({ length: tile.width }, (_, at) => read({ level: level * 8, index: start + at }));
    put(tile, concat(...hashes));
  }
  tiles.syncNames(directories);
  return made;
}

/** Writes the tiles of the entries that lie behind the signed ones, synced, where the edge of those was loaded. */
export function continueTiles(journal: JournalFile, tiles: TileFiles, reading: LogReading): readonly string[] {
  const entries: Uint8Array[] = [];
  for (const records of journal.records(reading.signedBytes)) {
    for (const { entry } of records) entries.push(entry);
  }
  const signedSize = reading.size - entries.length;
  const signed = frontierOf(signedSize, reading.read);
  const { tiles: growths } = planAppend(signed, entries);
  tiles.write(growths);
  return growths.map(({ tile }) => tilePath(tile));
}

function* bundlesOf(journal: JournalFile, size: number): Generator<{ tile: TileAddress; bytes: Uint8Array }> {
  let index = 0;
  let entries: Uint8Array[] = [];
  for (const records of journal.records(0)) {
    for (const { entry } of records) {
      const tile = tileAt("entries", index, size);
      if (tile === null) return;
      entries.push(entry);
      if (entries.length < tile.width) continue;
      yield { tile, bytes: encodeEntryBundle(entries) };
      entries = [];
      index++;
    }
  }
}
