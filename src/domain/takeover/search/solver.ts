import type { Leaf } from "../leaf.ts";
import { canonicalLeaves, type Shape, shapeKey, shapeOf } from "../shape.ts";
import type { Situation } from "../situation.ts";
import { solve, type Solution } from "./solve.ts";

/** A solution with the leaves its places stand for. */
export interface Solved {
  readonly solution: Solution;
  readonly shape: Shape;
  /** In canonical order: place n of the solution is `leaves[n]`. */
  readonly leaves: readonly Leaf[];
  /** Equal for accounts of equal shape. */
  readonly key: string;
}

/** Solves situations and counts. */
export interface Solver {
  readonly solve: (situation: Situation) => Solved;
  /** Situations asked, distinct shapes among them, shapes that were solved. */
  readonly counts: () => { readonly asked: number; readonly shapes: number; readonly solved: number };
}

/** A solver that solves each shape once; `remember: false` solves every situation anew, for comparison. */
export function solverOf(options: { readonly remember: boolean } = { remember: true }): Solver {
  const known = new Map<string, { readonly shape: Shape; readonly solution: Solution }>();
  let asked = 0;
  let solved = 0;
  return {
    solve: (situation) => {
      const leaves = canonicalLeaves(situation);
      const key = shapeKey(situation, leaves);
      asked += 1;
      const before = options.remember ? known.get(key) : undefined;
      if (before !== undefined) return { ...before, leaves, key };
      const shape = shapeOf(situation, leaves);
      const solution = solve(shape);
      solved += 1;
      known.set(key, { shape, solution });
      return { solution, shape, leaves, key };
    },
    counts: () => ({ asked, shapes: known.size, solved }),
  };
}
