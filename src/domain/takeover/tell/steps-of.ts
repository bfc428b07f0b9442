import type { Leaf } from "../leaf.ts";
import type { SolvedSet } from "../search/solve.ts";

/** The steps of a set in an attacker's order, with names in place of `{leaf}`. */
export function stepsOf(set: SolvedSet, leaves: readonly Leaf[]): readonly string[] {
  return set.steps.map(({ tell, leaf }) => {
    const words = leaf === null ? undefined : leaves[leaf]?.words;
    return words === undefined ? tell : tell.replaceAll("{leaf}", () => words);
  });
}
