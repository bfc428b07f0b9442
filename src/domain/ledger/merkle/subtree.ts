/** A full subtree: the leaves from `index * 2^level` up to before `(index + 1) * 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The full subtrees, largest first, that make up the leaves from `from` up to before `to`; `from` is aligned as in RFC 6962. */
export function subtreesOf(from: number, to: number): readonly Subtree[] {
  const found: Subtree[] = [];
  let at = from;
  while (at < to) {
    const level = highestBit(to - at);
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** The place of the highest bit of a whole number from 1 to 2^53 - 1, counted from 0. */
export function highestBit(number: number): number {
  const high = Math.floor(number / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(number);
}

/** How many leaves the left side of a tree of this size (2 or more) has: the largest power of two below the size. */
export function leftSize(size: number): number {
  return 2 ** highestBit(size - 1);
}

/** Whether this is a size that a log can have here: a whole number from 0 to 2^53 - 1. */
export function isTreeSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}
