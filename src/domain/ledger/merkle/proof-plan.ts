import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";
import { foldPeaks } from "./frontier.ts";
import { isTreeSize, leftSize, type Subtree, subtreesOf } from "./subtree.ts";
import { emptyRoot, rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";

/** What a proof is made of: one hash a part, each folded from full subtrees, largest first; at most one part has several. */
export type ProofPlan = readonly (readonly Subtree[])[];

/** Reads the stored or computed hash of a full subtree. */
export type SubtreeReader = (subtree: Subtree) => TreeHash;

/**
 * The audit path (RFC 6962 section 2.1.1) of one entry in a tree of this size, from the leaf's sibling up.
 * Throws `LEDGER_OUT_OF_RANGE`.
 */
export function inclusionPlan(index: number, size: number): ProofPlan {
  if (!isTreeSize(index) || !isTreeSize(size) || index >= size) throw outOfRange(`entry ${index} of ${size}`);
  const parts: (readonly Subtree[])[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + leftSize(to - from);
    if (index < middle) {
      parts.push(subtreesOf(middle, to));
      to = middle;
    } else {
      parts.push(subtreesOf(from, middle));
      from = middle;
    }
  }
  return parts.toReversed();
}

/**
 * The consistency proof (RFC 6962 section 2.1.2) between two sizes of a tree; empty from size 0 and between equal sizes.
 * Throws `LEDGER_OUT_OF_RANGE`.
 */
export function consistencyPlan(first: number, second: number): ProofPlan {
  if (!isTreeSize(first) || !isTreeSize(second) || first > second) throw outOfRange(`from size ${first} to ${second}`);
  if (first === 0 || first === second) return [];
  const parts: (readonly Subtree[])[] = [];
  let from = 0;
  let to = second;
  while (to !== first) {
    const middle = from + leftSize(to - from);
    if (first <= middle) {
      parts.push(subtreesOf(middle, to));
      to = middle;
    } else {
      parts.push(subtreesOf(from, middle));
      from = middle;
    }
  }
  // The verifier knows the first root; a subtree that starts the tree and ends at `first` is that root.
  if (from !== 0) parts.push(subtreesOf(from, to));
  return parts.toReversed();
}

/** The proof that a plan describes. */
export function proofOf(plan: ProofPlan, read: SubtreeReader, hasher: TreeHasher = rfc6962): readonly TreeHash[] {
  return plan.map((part) => folded(part, read, hasher));
}

/** The root of the first `size` leaves. */
export function rootOf(size: number, read: SubtreeReader, hasher: TreeHasher = rfc6962): TreeHash {
  return folded(subtreesOf(0, size), read, hasher);
}

function folded(part: readonly Subtree[], read: SubtreeReader, hasher: TreeHasher): TreeHash {
  const peaks = part.map((subtree) => read(subtree));
  return foldPeaks(peaks, hasher) ?? emptyRoot();
}

function outOfRange(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail });
}
