import { concat } from "../../crypto/bytes.ts";
import type { HashedSubtree } from "../merkle/frontier.ts";
import type { TreeHash } from "../merkle/tree-hash.ts";
import { type TileAddress, tilePath, tileWidth } from "./tile-path.ts";
import { encodeEntryBundle } from "./entry-bundle.ts";
import { tileAt, tilesOfSize, widthOfLevel } from "./tiles-of-size.ts";

/** A tile to write: the bytes of the shorter tile that is already there (if any), then the added ones. */
export interface TileGrowth {
  readonly tile: TileAddress;
  /** The partial tile that it continues; `null` for a new one. It may be deleted once the full tile is on disk. */
  readonly before: TileAddress | null;
  readonly added: Uint8Array;
}

/**
 * The hash tiles to write when a tree grows from one size to another; `made` are the subtrees that appending completed,
 * in order. Each tile is named once, with its width at the new size.
 */
export function tileGrowth(from: number, to: number, made: readonly HashedSubtree[]): readonly TileGrowth[] {
  const added = new Map<string, TreeHash[]>();
  for (const { level, index, hash } of made) {
    if (level % 8 !== 0) continue;
    const tile = tileAt(level / 8, Math.floor(index / tileWidth), to);
    if (tile === null) continue;
    const path = tilePath(tile);
    const hashes = added.get(path) ?? [];
    added.set(path, hashes);
    hashes.push(hash);
  }
  const grown: TileGrowth[] = [];
  for (const tile of tilesOfSize(to, from)) {
    if (tile.level === "entries") continue;
    const hashes = added.get(tilePath(tile)) ?? [];
    grown.push({ tile, before: tileBefore(tile, from), added: concat(...hashes) });
  }
  return grown;
}

/** The entry bundles to write when these entries are appended to a log of this size. Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function entryGrowth(from: number, entries: readonly Uint8Array[]): readonly TileGrowth[] {
  const grown: TileGrowth[] = [];
  for (const tile of tilesOfSize(from + entries.length, from)) {
    // The bundles come before all levels.
    if (tile.level !== "entries") break;
    const start = Math.max(tile.index * tileWidth - from, 0);
    const end = tile.index * tileWidth + tile.width - from;
    grown.push({ tile, before: tileBefore(tile, from), added: encodeEntryBundle(entries.slice(start, end)) });
  }
  return grown;
}

function tileBefore(tile: TileAddress, from: number): TileAddress | null {
  const width = widthOfLevel(tile.level, from) - tile.index * tileWidth;
  return width > 0 ? { ...tile, width } : null;
}
