import type { ErrorRow } from "../../core/error-row.ts";
import { ledgerErrors } from "../errors.ts";
import { consistencyPlan, proofOf, type SubtreeReader } from "../merkle/proof-plan.ts";
import { type TreeHead, verifyConsistency } from "../merkle/verify-consistency.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** Whether a tree holds everything that earlier checkpoints committed to. */
export type Consistency<C extends Checkpoint> =
  | { readonly status: "consistent" }
  | { readonly status: "behind" | "forked"; readonly checkpoint: C; readonly row: ErrorRow };

/**
 * Compares a tree with checkpoints of the same log, however many and in any order. `behind`: one is of a larger tree;
 * `forked`: one has another root at its size. Each is judged by a proof made out of the tree and verified, so hashes that
 * went bad in the store show as `forked` too. A fork is told before a shorter log, as it is the graver of the two.
 */
export function consistentWith<C extends Checkpoint>(
  tree: TreeHead,
  read: SubtreeReader,
  earlier: readonly C[],
): Consistency<C> {
  const larger = earlier.find(({ size }) => size > tree.size);
  const other = earlier.find((checkpoint) => checkpoint.size <= tree.size && !extendsTo(checkpoint, tree, read));
  if (other !== undefined) return { status: "forked", checkpoint: other, row: ledgerErrors.LEDGER_FORKED };
  if (larger !== undefined) return { status: "behind", checkpoint: larger, row: ledgerErrors.LEDGER_BEHIND };
  return { status: "consistent" };
}

function extendsTo(first: TreeHead, second: TreeHead, read: SubtreeReader): boolean {
  return verifyConsistency(first, second, proofOf(consistencyPlan(first.size, second.size), read));
}
