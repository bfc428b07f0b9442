import type { Shape } from "../shape.ts";
import { certainSessions } from "./certain-sessions.ts";
import type { Change } from "./change.ts";

/** What one change does to the certain session sets of an account. */
export interface Removal {
  readonly change: Change;
  /** Sets that are there before and not after. */
  readonly removes: number;
  readonly before: number;
  /** May hold larger sets that a removed one had absorbed. */
  readonly after: number;
}

/**
 * Applies each change alone, searches again, and compares; only changes that remove something, most first, then by id.
 * A change after which a fact has too many sets is left out: what it does is not known.
 */
export function removedBy(shape: Shape, changes: readonly Change[]): readonly Removal[] {
  const before = certainSessions(shape);
  if (before === null || before.length === 0) return [];
  const removals: Removal[] = [];
  for (const change of changes) {
    const changed = change.apply(shape);
    const after = changed === shape ? null : certainSessions(changed);
    if (after === null) continue;
    const left = new Set(after.map(({ key }) => key));
    const removes = before.filter(({ key }) => !left.has(key)).length;
    if (removes > 0) removals.push({ change, removes, before: before.length, after: after.length });
  }
  return removals.sort((one, two) => two.removes - one.removes || (one.change.id < two.change.id ? -1 : 1));
}
