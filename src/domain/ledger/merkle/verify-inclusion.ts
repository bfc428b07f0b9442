import { equalBytes } from "../../crypto/bytes.ts";
import { isTreeSize } from "./subtree.ts";
import { rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";

/** A claim that a leaf stands at an index of the tree with this size and root. */
export interface InclusionClaim {
  readonly leaf: TreeHash;
  readonly index: number;
  readonly size: number;
  readonly root: TreeHash;
  /** From the leaf's sibling up. */
  readonly proof: readonly TreeHash[];
}

/** Whether the proof shows the claim (RFC 9162 section 2.1.3.2); `false` for every malformed input, never a throw. */
export function verifyInclusion(claim: InclusionClaim, hasher: TreeHasher = rfc6962): boolean {
  const { leaf, index, size, root, proof } = claim;
  if (!isTreeSize(index) || !isTreeSize(size) || index >= size || proof.length > 63) return false;
  if (leaf.length !== 32 || proof.some((hash) => hash.length !== 32)) return false;
  // Sizes go beyond 32 bits, so shifts are divisions.
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hasher.node(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}
