import type { AccountPaths, PathsAnswer } from "./answer.ts";
import { blastRadius } from "./blast-radius.ts";
import type { Change } from "./cuts/change.ts";
import { cutAnalysisOf } from "./cuts/cut-analysis.ts";
import { takeoverChanges } from "./cuts/takeover-changes.ts";
import { doNext } from "./do-next.ts";
import { compareText } from "./leaf.ts";
import { pathsOfAccount } from "./paths-of-account.ts";
import { type Solver, solverOf } from "./search/solver.ts";
import type { Situation } from "./situation.ts";

/** Takes situations one at a time, so that authorization details need not stay in memory, and answers over all of them. */
export interface PathSurvey {
  /** The paths of one account; kept for the answer. */
  readonly add: (situation: Situation) => AccountPaths;
  /** `rootward.paths/v1` over everything added, accounts by id; ids whole, for faces to mask. */
  readonly answer: () => PathsAnswer;
  /** How many situations, distinct shapes and solved shapes there were. */
  readonly counts: Solver["counts"];
}

/** A survey with the product's changes, or others. */
export function pathSurvey(
  options: { readonly changes?: readonly Change[]; readonly solver?: Solver } = {},
): PathSurvey {
  const solver = options.solver ?? solverOf();
  const cuts = cutAnalysisOf(options.changes ?? takeoverChanges);
  const accounts: AccountPaths[] = [];
  return {
    add: (situation) => {
      const solved = solver.solve(situation);
      const isExact = solved.solution.status === "exact";
      const analysis = isExact ? cuts(solved.key, solved.shape) : { removals: [], leastCut: null };
      const paths = pathsOfAccount(situation, solved, analysis);
      accounts.push(paths);
      return paths;
    },
    answer: () => {
      const sorted = [...accounts].sort((one, two) => compareText(one.id, two.id));
      return {
        schema: "rootward.paths/v1",
        accounts: sorted,
        blastRadius: blastRadius(sorted),
        doNext: doNext(sorted),
      };
    },
    counts: solver.counts,
  };
}
