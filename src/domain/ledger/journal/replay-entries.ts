import type { ErrorRow } from "../../core/error-row.ts";
import { equalBytes } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { appendLeaf, type Frontier, frontierRoot } from "../merkle/frontier.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";

/** Whether entries from elsewhere continue a log up to a signed head. */
export type Replay =
  /** The tree after them. */
  | { readonly status: "fits"; readonly frontier: Frontier }
  /** `LEDGER_BEHIND`: too few of them; `LEDGER_OUT_OF_RANGE`: more than the head has; `LEDGER_FORKED`: another root. */
  | { readonly status: "refused"; readonly row: ErrorRow };

/**
 * Appends copied entries to a tree and compares with a head of which the signature was verified: what a follower does
 * before it stores them, and what a restored log does before it takes back what it lost. Nothing may be kept of entries
 * that are refused. Throws `LEDGER_ENTRY_TOO_LARGE`.
 */
export function replayEntries(start: Frontier, entries: readonly Uint8Array[], head: TreeHead): Replay {
  const size = start.size + entries.length;
  if (size < head.size) return { status: "refused", row: ledgerErrors.LEDGER_BEHIND };
  if (size > head.size) return { status: "refused", row: ledgerErrors.LEDGER_OUT_OF_RANGE };
  let frontier = start;
  for (const entry of entries) ({ frontier } = appendLeaf(frontier, leafHash(entry)));
  if (!equalBytes(frontierRoot(frontier), head.root)) return { status: "refused", row: ledgerErrors.LEDGER_FORKED };
  return { status: "fits", frontier };
}
