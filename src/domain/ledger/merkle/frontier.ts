import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";
import { type Subtree, subtreesOf } from "./subtree.ts";
import { emptyRoot, rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";

/** All that appending needs of a tree: its size and the hashes of its full subtrees, largest first. */
export interface Frontier {
  readonly size: number;
  /** As many as the size has bits set. */
  readonly peaks: readonly TreeHash[];
}

/** A full subtree with its hash. */
export interface HashedSubtree extends Subtree {
  readonly hash: TreeHash;
}

/** A longer tree, and the full subtrees that the new leaf completed, the leaf itself first. */
export interface Appended {
  readonly frontier: Frontier;
  readonly made: readonly HashedSubtree[];
}

/** The tree without leaves. */
export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/** Appends one leaf: at most log2(size + 1) node hashes, one on average. */
export function appendLeaf(frontier: Frontier, leaf: TreeHash, hasher: TreeHasher = rfc6962): Appended {
  if (leaf.length !== 32) throw new CodedError(ledgerErrors.LEDGER_HASH_FOREIGN);
  const peaks = [...frontier.peaks];
  let last: HashedSubtree = { level: 0, index: frontier.size, hash: leaf };
  const made = [last];
  while (last.index % 2 === 1) {
    const left = peaks.pop();
    if (left === undefined) throw new CodedError(ledgerErrors.LEDGER_STATE_FOREIGN, { detail: "a subtree is missing" });
    last = { level: last.level + 1, index: (last.index - 1) / 2, hash: hasher.node(left, last.hash) };
    made.push(last);
  }
  return { frontier: { size: frontier.size + 1, peaks: [...peaks, last.hash] }, made };
}

/** The root of the tree: at most log2(size) node hashes. */
export function frontierRoot(frontier: Frontier, hasher: TreeHasher = rfc6962): TreeHash {
  return foldPeaks(frontier.peaks, hasher) ?? emptyRoot();
}

/** The frontier of a tree whose full subtrees can be read, e.g. out of its tiles. */
export function frontierOf(size: number, read: (subtree: Subtree) => TreeHash): Frontier {
  return { size, peaks: subtreesOf(0, size).map((subtree) => read(subtree)) };
}

/** The hash over neighbouring full subtrees, largest first; `null` for none. */
export function foldPeaks(peaks: readonly TreeHash[], hasher: TreeHasher = rfc6962): TreeHash | null {
  let folded: TreeHash | null = null;
  for (const peak of peaks.toReversed()) folded = folded === null ? peak : hasher.node(peak, folded);
  return folded;
}
