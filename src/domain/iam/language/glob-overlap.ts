import type { GlobToken } from "./glob.ts";

/**
 * True when some text matches both patterns. Work is the product of their lengths. Used where one side is not known:
 * an unknown part is a star.
 */
export function globsOverlap(left: readonly GlobToken[], right: readonly GlobToken[]): boolean {
  const one = units(left);
  const other = units(right);
  // reach[j]: some text matches the first i units of `one` and the first j of `other`.
  let reach: boolean[] = [true];
  for (let j = 1; j <= other.length; j += 1) reach.push(reach[j - 1] === true && other[j - 1] === star);
  for (let i = 1; i <= one.length; i += 1) {
    const mine = one[i - 1];
    const next: boolean[] = [reach[0] === true && mine === star];
    for (let j = 1; j <= other.length; j += 1) {
      const theirs = other[j - 1];
      if (mine === star || theirs === star) next.push(reach[j] === true || next[j - 1] === true);
      else next.push(reach[j - 1] === true && (mine === any || theirs === any || mine === theirs));
    }
    reach = next;
  }
  return reach[other.length] === true;
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
