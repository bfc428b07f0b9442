import type { Inference } from "../rule.ts";
import { inferencesOf } from "../search/inferences-of.ts";
import { onlyCertain } from "../search/solve.ts";
import type { Shape } from "../shape.ts";
import { certainSessions } from "./certain-sessions.ts";
import type { Change } from "./change.ts";
import { removedBy } from "./removed-by.ts";

/** A set of changes after which no certain session set remains. */
export interface Cut {
  readonly weight: number;
  /** By id. */
  readonly changes: readonly Change[];
}

interface Choice extends Cut {
  readonly hits: number;
}

/**
 * The cut of least weight; on a tie the one with fewer changes, then with more sets hit by its changes alone, then by
 * ids. Null when no set of these changes leaves nothing. Branch and bound: every cut must break the proof of a set that
 * is still there, so branch over the changes that break the proof with the fewest of them, and search again after each.
 */
export function leastCut(shape: Shape, changes: readonly Change[]): Cut | null {
  const candidates = changes.filter((change) => change.apply(shape) !== shape).sort(byId);
  const hits = new Map(removedBy(shape, candidates).map(({ change, removes }) => [change, removes]));
  const nodes = new Map<string, readonly (readonly Change[])[]>();
  let best: Choice | null = null;

  const search = (taken: readonly Change[], refused: ReadonlySet<Change>): void => {
    const weight = sum(taken.map((change) => change.weight));
    if (best !== null && weight > best.weight) return;
    const key = taken.map(({ id }) => id).join(" ");
    const clauses = nodes.get(key) ?? clausesOf(applied(shape, taken), without(candidates, taken));
    nodes.set(key, clauses);
    if (clauses.length === 0) {
      const choice = { weight, changes: taken, hits: sum(taken.map((change) => hits.get(change) ?? 0)) };
      if (best === null || isBetter(choice, best)) best = choice;
      return;
    }
    const open = clauses.map((clause) => clause.filter((change) => !refused.has(change)));
    const clause = open.reduce((one, two) => (two.length < one.length ? two : one));
    const dropped = new Set(refused);
    for (const change of clause) {
      search([...taken, change].sort(byId), dropped);
      dropped.add(change);
    }
  };
  search([], new Set());
  return best;
}

// For each certain set: the changes that break its proof. Where a search gives up, nothing is known to help.
function clausesOf(shape: Shape, candidates: readonly Change[]): readonly (readonly Change[])[] {
  const sessions = certainSessions(shape);
  if (sessions === null) return [[]];
  if (sessions.length === 0) return [];
  const after = candidates.flatMap((change) => {
    const changed = change.apply(shape);
    return changed === shape ? [] : [{ change, left: new Set(onlyCertain(inferencesOf(changed)).map(keyOf)) }];
  });
  return sessions.map(({ uses }) => {
    const keys = uses.map(keyOf);
    return after.filter(({ left }) => keys.some((key) => !left.has(key))).map(({ change }) => change);
  });
}

function keyOf({ rule, head, needs, leaves }: Inference): string {
  return `${rule} ${head} ${needs.join(",")} ${leaves.join(",")}`;
}

function applied(shape: Shape, changes: readonly Change[]): Shape {
  return changes.reduce((changed, change) => change.apply(changed), shape);
}

function without(candidates: readonly Change[], taken: readonly Change[]): readonly Change[] {
  return candidates.filter((change) => !taken.includes(change));
}

function byId(one: Change, two: Change): number {
  return one.id < two.id ? -1 : one.id > two.id ? 1 : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function isBetter(one: Choice, two: Choice): boolean {
  const ids = (choice: Choice) => choice.changes.map(({ id }) => id).join(" ");
  if (one.weight !== two.weight) return one.weight < two.weight;
  if (one.changes.length !== two.changes.length) return one.changes.length < two.changes.length;
  if (one.hits !== two.hits) return one.hits > two.hits;
  return ids(one) < ids(two);
}
