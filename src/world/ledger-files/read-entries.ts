import { CodedError } from "../../domain/core/coded-error.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { leafHash } from "../../domain/ledger/merkle/tree-hash.ts";
import { parseEntryBundle } from "../../domain/ledger/tiles/entry-bundle.ts";
import { tileWidth } from "../../domain/ledger/tiles/tile-path.ts";
import { tileAt } from "../../domain/ledger/tiles/tiles-of-size.ts";
import type { TileFiles } from "./tile-files.ts";

/**
 * At most `max` entries from an index on, fewer at the end of the log. Each must have the hash that its tile holds. Throws
 * `LEDGER_ENTRY_CHANGED`, `LEDGER_TILE_FOREIGN`, `LEDGER_TILE_MISSING`.
 */
export function readEntries(tiles: TileFiles, size: number, from: number, max: number): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const to = Math.min(size, from + max);
  for (let at = from; at < to;) {
    const index = Math.floor(at / tileWidth);
    const bundle = tileAt("entries", index, size);
    const hashTile = tileAt(0, index, size);
    if (bundle === null || hashTile === null) break;
    const entries = parseEntryBundle(tiles.read(bundle), bundle.width);
    const hashes = tiles.read(hashTile);
    const end = Math.min(to, index * tileWidth + bundle.width);
    for (; at < end; at++) {
      const place = at - index * tileWidth;
      const entry = entries[place] ?? new Uint8Array(0);
      if (!equalBytes(leafHash(entry), hashes.subarray(place * 32, place * 32 + 32))) {
        throw new CodedError(ledgerErrors.LEDGER_ENTRY_CHANGED, { detail: `entry ${at}` });
      }
      found.push(entry);
    }
  }
  return found;
}
