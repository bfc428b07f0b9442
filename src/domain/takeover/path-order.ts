import { costRank } from "../core/cost.ts";
import type { Goal, Path } from "./answer.ts";
import { compareText } from "./leaf.ts";

const goals: readonly Goal[] = ["session", "bucket-unlock", "queue-unlock"];

/** Order of paths: certain first, then fewer parties, lower highest class, lower sum of ranks, ids, goal. */
export function comparePaths(one: Path, two: Path): number {
  return (
    rank(one) - rank(two) ||
    one.parties.atLeast - two.parties.atLeast ||
    costRank(one.cost) - costRank(two.cost) ||
    sumOfRanks(one) - sumOfRanks(two) ||
    compareIds(one, two) ||
    goals.indexOf(one.goal) - goals.indexOf(two.goal)
  );
}

function rank(path: Path): number {
  return path.certainty === "certain" ? 0 : 1;
}

function sumOfRanks(path: Path): number {
  return path.leaves.reduce((sum, leaf) => sum + costRank(leaf.cost), 0);
}

function compareIds(one: Path, two: Path): number {
  for (const [at, leaf] of one.leaves.entries()) {
    const other = two.leaves[at];
    if (other === undefined) return 1;
    const order = compareText(leaf.id, other.id);
    if (order !== 0) return order;
  }
  return one.leaves.length - two.leaves.length;
}
