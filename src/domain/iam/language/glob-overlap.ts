import type { GlobToken } from "./glob.ts";

/**
 * True when some text matches both patterns. Work is the product of their lengths. Used where one side is not known:
 * an unknown part is a star.
 */
export function globsOverlap(left: readonly GlobToken[], right: readonly GlobToken[]): boolean {
  const one = units(left);
  const other = units(right);
  // reach[j]: some text matches the first i units of `one` and the first j of `other`.
  const reach = new Uint8Array(other.length + 1);
  reach[0] = 1;
  for (let j = 1; j <= other.length && other[j - 1] === star; j += 1) reach[j] = 1;
  for (const mine of one) {
    // What stood at the place before, one unit of `one` ago.
    let before = reach[0] ?? 0;
    let isAlive = mine === star && before === 1;
    if (mine !== star) reach[0] = 0;
    for (let j = 1; j <= other.length; j += 1) {
      const theirs = other[j - 1];
      const own = reach[j] ?? 0;
      if (mine === star || theirs === star) reach[j] = own | (reach[j - 1] ?? 0);
      else reach[j] = mine === any || theirs === any || mine === theirs ? before : 0;
      before = own;
      if (reach[j] === 1) isAlive = true;
    }
    if (!isAlive) return false;
  }
  return reach[other.length] === 1;
}

const star = -1;
const any = -2;

function units(tokens: readonly GlobToken[]): number[] {
  const list: number[] = [];
  for (const token of tokens) {
    if (token === "star") list.push(star);
    else if (token === "one") list.push(any);
    else for (let index = 0; index < token.text.length; index += 1) list.push(token.text.charCodeAt(index));
  }
  return list;
}
