import { equalBytes } from "../../crypto/bytes.ts";
import { highestBit, isTreeSize } from "./subtree.ts";
import { emptyRoot, rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";

/** Size and root of a tree. */
export interface TreeHead {
  readonly size: number;
  readonly root: TreeHash;
}

/**
 * Whether the proof shows that the second tree only appends to the first (RFC 9162 section 2.1.4.2); `false` for every
 * malformed input, never a throw. Equal sizes need equal roots, size 0 the empty root, both an empty proof.
 */
export function verifyConsistency(
  first: TreeHead,
  second: TreeHead,
  proof: readonly TreeHash[],
  hasher: TreeHasher = rfc6962,
): boolean {
  if (!isTreeSize(first.size) || !isTreeSize(second.size) || first.size > second.size || proof.length > 63)
    return false;
  if (first.root.length !== 32 || second.root.length !== 32 || proof.some((hash) => hash.length !== 32)) return false;
  if (first.size === second.size) return proof.length === 0 && equalBytes(first.root, second.root);
  if (first.size === 0) return proof.length === 0 && equalBytes(first.root, emptyRoot());
  const isWholeSubtree = 2 ** highestBit(first.size) === first.size;
  const [start, ...rest] = isWholeSubtree ? [first.root, ...proof] : proof;
  if (start === undefined || proof.length === 0) return false;
  // Sizes go beyond 32 bits, so shifts are divisions.
  let node = first.size - 1;
  let last = second.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let firstHash = start;
  let secondHash = start;
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      firstHash = hasher.node(hash, firstHash);
      secondHash = hasher.node(hash, secondHash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      secondHash = hasher.node(secondHash, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(firstHash, first.root) && equalBytes(secondHash, second.root);
}
