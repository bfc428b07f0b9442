import type { Leaf } from "./leaf.ts";

/** A lower bound of persons, and whether it is the very number. */
export interface Parties {
  readonly atLeast: number;
  readonly exact: boolean;
}

/** What the count needs of a leaf. */
export type Held = Pick<Leaf, "who" | "need">;

interface Group {
  /** Bit n: these persons hold leaf n. */
  readonly holds: number;
  readonly size: number;
}

/**
 * The least number of persons that together hold every leaf. A leaf with unknown holders may be anyone's: it adds nothing
 * but the number of persons it needs at once, and makes the answer a lower bound. Exact by branch and bound; persons who
 * hold the same leaves are alike. At most 31 leaves with known holders are weighed, more make a lower bound.
 */
export function partiesOf(leaves: readonly Held[]): Parties {
  const known: { readonly who: ReadonlySet<string>; readonly need: number }[] = [];
  let atLeast = 1;
  let exact = true;
  for (const { who, need } of leaves) {
    const people = new Set(who);
    if (people.size >= need && known.length < 31) {
      known.push({ who: people, need });
      continue;
    }
    exact = false;
    atLeast = Math.max(atLeast, need);
  }
  if (known.length === 0) return { atLeast, exact };
  return { atLeast: Math.max(atLeast, cover(known)), exact };
}

function cover(leaves: readonly { readonly who: ReadonlySet<string>; readonly need: number }[]): number {
  const groups = groupsOf(leaves.map(({ who }) => who));
  const single = leaves.every(({ need }) => need === 1);
  // Where one person is enough everywhere, a group whose leaves another group holds too is never needed.
  const useful = single ? groups.filter((one) => !groups.some((two) => isAbove(two, one))) : groups;
  let best = leaves.reduce((sum, { need }) => sum + need, 0);
  const left = useful.map(({ size }) => size);

  const search = (open: readonly number[], used: number): void => {
    const most = Math.max(...open);
    if (most <= 0) {
      best = Math.min(best, used);
      return;
    }
    if (used + most >= best) return;
    const target = scarcest(open, useful, left);
    for (const [at, group] of useful.entries()) {
      if ((group.holds & (1 << target)) === 0 || (left[at] ?? 0) === 0) continue;
      left[at] = (left[at] ?? 0) - 1;
      search(
        open.map((need, leaf) => ((group.holds & (1 << leaf)) === 0 ? need : need - 1)),
        used + 1,
      );
      left[at] = (left[at] ?? 0) + 1;
    }
  };
  search(
    leaves.map(({ need }) => need),
    0,
  );
  return best;
}

function isAbove(two: Group, one: Group): boolean {
  return two !== one && (one.holds & two.holds) === one.holds;
}

function groupsOf(holders: readonly ReadonlySet<string>[]): readonly Group[] {
  const holds = new Map<string, number>();
  for (const [leaf, people] of holders.entries()) {
    for (const person of people) holds.set(person, (holds.get(person) ?? 0) | (1 << leaf));
  }
  const sizes = new Map<number, number>();
  for (const bits of holds.values()) sizes.set(bits, (sizes.get(bits) ?? 0) + 1);
  return [...sizes].map(([bits, size]) => ({ holds: bits, size }));
}

// The open leaf that the fewest groups can still fill.
function scarcest(open: readonly number[], groups: readonly Group[], left: readonly number[]): number {
  let best = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [leaf, need] of open.entries()) {
    if (need <= 0) continue;
    const fillers = groups.filter(({ holds }, at) => (holds & (1 << leaf)) !== 0 && (left[at] ?? 0) > 0).length;
    if (fillers < fewest) {
      best = leaf;
      fewest = fillers;
    }
  }
  return best;
}
