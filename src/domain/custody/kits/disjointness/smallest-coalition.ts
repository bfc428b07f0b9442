import type { Vault } from "../../envelope/place.ts";
import { type Member, reaches, type SplitOfSide } from "./holdings.ts";

/** The fewest who together reach something. */
export type Coalition =
  | { readonly status: "found"; readonly size: number; readonly members: readonly string[] }
  /** Not even all of them together. */
  | { readonly status: "none" }
  /** No coalition of fewer than `atLeast` does; larger ones were too many to try. */
  | { readonly status: "unknown"; readonly atLeast: number };

/** Sets that are looked at before giving up; all subsets of twenty members are a million. */
const mostLooks = 1_100_000;

/** The smallest coalition that reaches every one of these sides; exact up to twenty members, and beyond while it can be. */
export function smallestCoalition(
  members: readonly Member[],
  splits: readonly SplitOfSide[],
  sides: readonly Vault[],
): Coalition {
  const wanted = splits.filter(({ side }) => sides.includes(side));
  const useful = undominated(members, wanted);
  const everything = new Set(useful.flatMap(({ reach }) => [...reach]));
  if (!sides.every((side) => reaches(everything, side, splits))) return { status: "none" };
  const search = searchOf(useful, wanted, sides);
  for (let size = 1; size <= useful.length; size++) {
    const found = chosen(search, size, 0, new Uint32Array(search.words));
    if (found !== null) return { status: "found", size, members: found.map((at) => useful[at]?.name ?? "") };
    if (search.left <= 0) return { status: "unknown", atLeast: size };
  }
  return { status: "none" };
}

/** Those who add something that no other member adds wholly; of equals the first. */
function undominated(members: readonly Member[], splits: readonly SplitOfSide[]): readonly Member[] {
  const ids = new Set(splits.map(({ id }) => id));
  const trimmed = members.map((member) => ({
    ...member,
    reach: new Set([...member.reach].filter((share) => ids.has(share.slice(0, share.lastIndexOf(" "))))),
  }));
  return trimmed.filter((member, at) => {
    if (member.reach.size === 0) return false;
    return !trimmed.some((other, place) => {
      if (place === at || !member.reach.isSubsetOf(other.reach)) return false;
      return other.reach.size > member.reach.size || place < at;
    });
  });
}

/** Reaches as bits, because a million sets are looked at. */
interface Search {
  readonly reaches: readonly Uint32Array[];
  readonly words: number;
  /** For each side the splits that open it: where their bits lie, and how many are needed. */
  readonly sides: readonly (readonly { readonly from: number; readonly to: number; readonly threshold: number }[])[];
  /** The most shares that any one member adds. */
  readonly most: number;
  left: number;
}

function searchOf(members: readonly Member[], splits: readonly SplitOfSide[], sides: readonly Vault[]): Search {
  const ranges = new Map<SplitOfSide, { from: number; to: number; threshold: number }>();
  let words = 0;
  for (const split of splits) {
    const length = Math.ceil((split.total + 1) / 32);
    ranges.set(split, { from: words, to: words + length, threshold: split.threshold });
    words += length;
  }
  const masks = members.map(({ reach }) => {
    const mask = new Uint32Array(words);
    for (const [split, { from }] of ranges) {
      for (let index = 1; index <= split.total; index++) {
        const word = from + (index >> 5);
        if (reach.has(`${split.id} ${index}`)) mask[word] = (mask[word] ?? 0) | (1 << (index & 31));
      }
    }
    return mask;
  });
  return {
    reaches: masks,
    words,
    sides: sides.map((side) => [...ranges].filter(([split]) => split.side === side).map(([, range]) => range)),
    most: Math.max(0, ...members.map(({ reach }) => reach.size)),
    left: mostLooks,
  };
}

/** Positions of `size` members from `from` on that complete what is reached; `null` when there are none. */
function chosen(search: Search, size: number, from: number, reached: Uint32Array): readonly number[] | null {
  search.left--;
  const lacking = shortfall(search, reached);
  if (size === 0) return lacking === 0 ? [] : null;
  // INVARIANT: nobody adds more than `most`, so nothing that could succeed is cut off here.
  if (search.left <= 0 || lacking > size * search.most) return null;
  for (let at = from; at <= search.reaches.length - size; at++) {
    const mask = search.reaches[at];
    if (mask === undefined) return null;
    const rest = chosen(
      search,
      size - 1,
      at + 1,
      reached.map((word, place) => word | (mask[place] ?? 0)),
    );
    if (rest !== null) return [at, ...rest];
    if (search.left <= 0) return null;
  }
  return null;
}

/** How many shares are lacking at least, over all sides. */
function shortfall({ sides }: Search, reached: Uint32Array): number {
  let sum = 0;
  for (const splits of sides) {
    let least = Number.POSITIVE_INFINITY;
    for (const { from, to, threshold } of splits) {
      let count = 0;
      for (let word = from; word < to; word++) count += bitsIn(reached[word] ?? 0);
      least = Math.min(least, Math.max(0, threshold - count));
    }
    sum += least;
  }
  return sum;
}

function bitsIn(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
