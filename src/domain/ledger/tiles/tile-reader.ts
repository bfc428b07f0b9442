import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";
import type { SubtreeReader } from "../merkle/proof-plan.ts";
import type { Subtree } from "../merkle/subtree.ts";
import { rfc6962, type TreeHash, type TreeHasher } from "../merkle/tree-hash.ts";
import { type TileAddress, tilePath, tileWidth } from "./tile-path.ts";
import { tileAt } from "./tiles-of-size.ts";

/** The bytes of a tile, or of the full tile that took the place of a partial one; throws when there is none. */
export type TileSource = (tile: TileAddress) => Uint8Array;

/**
 * Reads hashes of full subtrees out of the tiles of a tree of this size; what lies between two tile levels is hashed, at
 * most 127 node hashes a subtree. Nothing read is trusted: verify what is made of it against a signed root.
 */
export function tileReader(size: number, source: TileSource, hasher: TreeHasher = rfc6962): SubtreeReader {
  return (subtree) => {
    const { tile, at, count } = placeOf(subtree, size);
    const bytes = source(tile);
    const isFull = bytes.length === tileWidth * 32;
    const hashes = tileHashes(isFull ? { ...tile, width: tileWidth } : tile, bytes).slice(at, at + count);
    return wholeSubtree(hashes, hasher);
  };
}

/** The hashes in a tile. Throws `LEDGER_TILE_FOREIGN`. */
export function tileHashes(tile: TileAddress, bytes: Uint8Array): readonly TreeHash[] {
  if (tile.level === "entries" || bytes.length !== tile.width * 32) {
    throw new CodedError(ledgerErrors.LEDGER_TILE_FOREIGN, { detail: `${tilePath(tile)} with ${bytes.length} bytes` });
  }
  return Array.from({ length: tile.width }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
}

function wholeSubtree(hashes: readonly TreeHash[], hasher: TreeHasher): TreeHash {
  let level = hashes;
  while (level.length > 1) level = pairs(level, hasher);
  const [hash] = level;
  if (hash === undefined)
    throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: "a subtree without leaves" });
  return hash;
}

function pairs(hashes: readonly TreeHash[], hasher: TreeHasher): readonly TreeHash[] {
  const above: TreeHash[] = [];
  let left: TreeHash | null = null;
  for (const hash of hashes) {
    if (left === null) left = hash;
    else {
      above.push(hasher.node(left, hash));
      left = null;
    }
  }
  return left === null ? above : [...above, left];
}

/** Which hashes of which tile make up a full subtree. */
function placeOf(subtree: Subtree, size: number): { tile: TileAddress; at: number; count: number } {
  const level = Math.floor(subtree.level / 8);
  const count = 2 ** (subtree.level % 8);
  const start = subtree.index * count;
  const tile = tileAt(level, Math.floor(start / tileWidth), size);
  const at = start % tileWidth;
  if (tile === null || at + count > tile.width) {
    throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, {
      detail: `level ${subtree.level}, index ${subtree.index}`,
    });
  }
  return { tile, at, count };
}
