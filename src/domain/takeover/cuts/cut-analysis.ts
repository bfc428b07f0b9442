import type { Shape } from "../shape.ts";
import { certainSessions } from "./certain-sessions.ts";
import type { Change } from "./change.ts";
import { leastCut } from "./least-cut.ts";
import { type Removal, removedBy } from "./removed-by.ts";

/** Most certain session sets an account may have for its least-weight cut to be worked out. */
export const leastCutBound = 1_000;

/** What can be done about the certain session sets of an account. */
export interface CutAnalysis {
  readonly removals: readonly Removal[];
  /** Ids of the least-weight cut; null when no set of changes leaves nothing; undefined past the bound. */
  readonly leastCut: readonly string[] | null | undefined;
}

/** Works out cuts, once per shape; `keyOf` a shape is that of the solver. */
export function cutAnalysisOf(changes: readonly Change[]): (key: string, shape: Shape) => CutAnalysis {
  const known = new Map<string, CutAnalysis>();
  return (key, shape) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made: CutAnalysis = { removals: removedBy(shape, changes), leastCut: leastIds(shape, changes) };
    known.set(key, made);
    return made;
  };
}

function leastIds(shape: Shape, changes: readonly Change[]): readonly string[] | null | undefined {
  const sessions = certainSessions(shape);
  if (sessions === null || sessions.length > leastCutBound) return undefined;
  return leastCut(shape, changes)?.changes.map(({ id }) => id) ?? null;
}
