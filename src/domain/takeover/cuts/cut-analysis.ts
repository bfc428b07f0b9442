import type { Shape } from "../shape.ts";
import type { Change } from "./change.ts";
import { leastCut } from "./least-cut.ts";
import { type Removal, removedBy } from "./removed-by.ts";

/** What can be done about the certain session sets of an account. */
export interface CutAnalysis {
  readonly removals: readonly Removal[];
  /** Ids of the least-weight cut; null when no set of changes leaves nothing. */
  readonly leastCut: readonly string[] | null;
}

/** Works out cuts, once per shape; `keyOf` a shape is that of the solver. */
export function cutAnalysisOf(changes: readonly Change[]): (key: string, shape: Shape) => CutAnalysis {
  const known = new Map<string, CutAnalysis>();
  return (key, shape) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const cut = leastCut(shape, changes);
    const made: CutAnalysis = {
      removals: removedBy(shape, changes),
      leastCut: cut === null ? null : cut.changes.map(({ id }) => id),
    };
    known.set(key, made);
    return made;
  };
}
