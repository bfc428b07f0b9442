import { appendLeaf, type Frontier, frontierRoot, type HashedSubtree } from "../merkle/frontier.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";
import { entryGrowth, tileGrowth, type TileGrowth } from "../tiles/tile-growth.ts";
import { encodeJournal } from "./journal-record.ts";

/**
 * All that an append writes, in the order in which it must be durable: journal, tiles, checkpoint. What was asked for (a
 * release) happens only after the checkpoint; a failure before it means that it does not happen.
 */
export interface AppendPlan {
  /** To append to the journal and sync first. */
  readonly journal: Uint8Array;
  /** Hash tiles and entry bundles. */
  readonly tiles: readonly TileGrowth[];
  /** What the signer is asked to sign at last. */
  readonly head: TreeHead;
  /** The tree's state afterwards; the old one stays valid when writing fails. */
  readonly frontier: Frontier;
  /** The full subtrees that were completed, for whoever keeps them. */
  readonly made: readonly HashedSubtree[];
}

/** Plans appending entries to a log; changes nothing. Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function planAppend(before: Frontier, entries: readonly Uint8Array[]): AppendPlan {
  let frontier = before;
  const made: HashedSubtree[] = [];
  for (const entry of entries) {
    const appended = appendLeaf(frontier, leafHash(entry));
    frontier = appended.frontier;
    made.push(...appended.made);
  }
  return {
    journal: encodeJournal(entries),
    tiles: [...tileGrowth(before.size, frontier.size, made), ...entryGrowth(before.size, entries)],
    head: { size: frontier.size, root: frontierRoot(frontier) },
    frontier,
    made,
  };
}
