import { costRank, costs } from "../core/cost.ts";
import type { AccountPaths, AnswerLeaf, Path } from "./answer.ts";
import type { CutAnalysis } from "./cuts/cut-analysis.ts";
import { compareText, type Leaf } from "./leaf.ts";
import { partiesOf } from "./parties.ts";
import { comparePaths } from "./path-order.ts";
import type { SolvedSet } from "./search/solve.ts";
import type { Solved } from "./search/solver.ts";
import type { Situation } from "./situation.ts";
import { notCuttable } from "./takeover-rules.ts";
import { stepsOf } from "./tell/steps-of.ts";

/** The answer for one account, from its solution with names put back. */
export function pathsOfAccount(situation: Situation, solved: Solved, cuts: CutAnalysis): AccountPaths {
  const shared = { id: situation.account, notCuttable, notDeclared: situation.notDeclared };
  const { solution, leaves } = solved;
  if (solution.status === "too-many") {
    return { ...shared, status: "too-many", why: solution.fact, paths: [], cheapest: null, cuts: [] };
  }
  const paths = solution.sets.map((set) => pathOf(set, leaves, situation)).sort(comparePaths);
  const cheapest = paths.findIndex((path) => path.goal === "session" && path.certainty === "certain");
  const used = new Set(paths.flatMap((path) => path.leaves.map(({ id }) => id)));
  return {
    ...shared,
    ...(situation.blind === null ? { status: "exact" } : { status: "no-who-can", why: situation.blind }),
    paths,
    cheapest: cheapest === -1 ? null : cheapest,
    cuts: cuts.removals.map(({ change: { id, title }, removes, before, after }) => ({
      change: { id, title },
      removes,
      before,
      after,
    })),
    ...(cuts.leastCut === undefined ? {} : { minCut: cuts.leastCut }),
    classes: leaves
      .filter(({ id, members }) => members !== undefined && members.length > 0 && used.has(id))
      .map(({ id, members }) => ({ leaf: id, members: members ?? [] })),
  };
}

function pathOf(set: SolvedSet, all: readonly Leaf[], situation: Situation): Path {
  const leaves = set.leaves.flatMap((place) => all[place] ?? []).sort((one, two) => compareText(one.id, two.id));
  const highest = Math.max(0, ...leaves.map(({ cost }) => costRank(cost)));
  // Out of the SCPs' reach the session is whole again.
  const isLimited = set.goal === "session" && situation.rootDenied === "yes" && !set.rules.includes("R17");
  return {
    goal: set.goal,
    certainty: set.certainty,
    steps: stepsOf(set, all),
    leaves: leaves.map(({ id, kind, who, cost }): AnswerLeaf => ({ id, kind, who, cost })),
    rules: set.rules,
    parties: partiesOf(leaves),
    cost: costs[highest] ?? "insider",
    ...(isLimited ? { power: "limited" } : {}),
  };
}
