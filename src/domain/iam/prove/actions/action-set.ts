/**
 * A set of action numbers, 32 to a word. Most statements speak of one service, so most sets have few words that are not
 * empty: `at` then lists the places of those, ascending; null means that all words are there.
 */
export interface ActionSet {
  readonly at: Uint16Array | null;
  readonly words: Uint32Array;
}

/** The empty set for numbers below `size`, to be filled: all words are there. */
export function emptySet(size: number): ActionSet {
  return { at: null, words: new Uint32Array((size + 31) >>> 5) };
}

/** Adds every number from `from` up to, not including, `to`; only to a set with all words. */
export function addRange(set: ActionSet, from: number, to: number): void {
  for (let id = from; id < to; id += 1) addOne(set, id);
}

/** Adds one number; only to a set with all words. */
export function addOne({ words }: ActionSet, id: number): void {
  words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
}

/** Takes one number out; only of a set with all words. */
export function removeOne({ words }: ActionSet, id: number): void {
  words[id >>> 5] = (words[id >>> 5] ?? 0) & ~(1 << (id & 31));
}

/** The same set in little room, when most of its words are empty. */
export function packed(set: ActionSet): ActionSet {
  const { at, words } = set;
  if (at !== null) return set;
  let count = 0;
  for (let word = 0; word < words.length; word += 1) if (words[word] !== 0) count += 1;
  if (count * 4 > words.length) return set;
  const places = new Uint16Array(count);
  const kept = new Uint32Array(count);
  let next = 0;
  for (let word = 0; word < words.length; word += 1) {
    if (words[word] === 0) continue;
    places[next] = word;
    kept[next] = words[word] ?? 0;
    next += 1;
  }
  return { at: places, words: kept };
}

/** Whether a number is in the set. */
export function hasOne(set: ActionSet, id: number): boolean {
  return (wordAt(set, id >>> 5) & (1 << (id & 31))) !== 0;
}

/** Adds all of another set; only to a set with all words. */
export function addAll({ words }: ActionSet, { at, words: others }: ActionSet): void {
  if (at === null) {
    for (let word = 0; word < words.length; word += 1) words[word] = (words[word] ?? 0) | (others[word] ?? 0);
    return;
  }
  for (let place = 0; place < at.length; place += 1) {
    const word = at[place] ?? 0;
    words[word] = (words[word] ?? 0) | (others[place] ?? 0);
  }
}

/** Those of a set that are in another one, too. */
export function common(set: ActionSet, other: ActionSet): ActionSet {
  if (set.at === null && other.at !== null) return common(other, set);
  const made = new Uint32Array(set.words.length);
  for (let place = 0; place < made.length; place += 1) {
    const word = set.at === null ? place : (set.at[place] ?? 0);
    made[place] = (set.words[place] ?? 0) & wordAt(other, word);
  }
  return { at: set.at, words: made };
}

/** Those of a set that are not in another one. */
export function without(set: ActionSet, other: ActionSet): ActionSet {
  const made = set.words.slice();
  if (set.at === null && other.at !== null) {
    for (let place = 0; place < other.at.length; place += 1) {
      const word = other.at[place] ?? 0;
      made[word] = (made[word] ?? 0) & ~(other.words[place] ?? 0);
    }
    return { at: null, words: made };
  }
  for (let place = 0; place < made.length; place += 1) {
    const word = set.at === null ? place : (set.at[place] ?? 0);
    made[place] = (made[place] ?? 0) & ~wordAt(other, word);
  }
  return { at: set.at, words: made };
}

/** True when some number is in both. */
export function haveCommon(set: ActionSet, other: ActionSet): boolean {
  if (set.at === null && other.at !== null) return haveCommon(other, set);
  for (let place = 0; place < set.words.length; place += 1) {
    const word = set.at === null ? place : (set.at[place] ?? 0);
    if (((set.words[place] ?? 0) & wordAt(other, word)) !== 0) return true;
  }
  return false;
}

/** True when both hold the same numbers; packed alike. */
export function isSameSet({ at, words }: ActionSet, other: ActionSet): boolean {
  if (words.length !== other.words.length || at?.length !== other.at?.length) return false;
  for (let place = 0; place < words.length; place += 1) {
    if (words[place] !== other.words[place] || at?.[place] !== other.at?.[place]) return false;
  }
  return true;
}

/** True when nothing is in it. */
export function isEmptySet({ words }: ActionSet): boolean {
  for (let place = 0; place < words.length; place += 1) if (words[place] !== 0) return false;
  return true;
}

/** The smallest member; null when there is none. */
export function firstOf({ at, words }: ActionSet): number | null {
  for (let place = 0; place < words.length; place += 1) {
    const bits = words[place] ?? 0;
    if (bits !== 0) return (at === null ? place : (at[place] ?? 0)) * 32 + 31 - Math.clz32(bits & -bits);
  }
  return null;
}

/** Calls back with every member, ascending. */
export function eachOf({ at, words }: ActionSet, call: (id: number) => void): void {
  for (let place = 0; place < words.length; place += 1) {
    const bits = words[place] ?? 0;
    if (bits !== 0) eachBit(bits, (at === null ? place : (at[place] ?? 0)) * 32, call);
  }
}

/** Calls back with every number that is in both, ascending. */
export function eachCommon(set: ActionSet, other: ActionSet, call: (id: number) => void): void {
  const [one, two] = set.at === null && other.at !== null ? [other, set] : [set, other];
  const { at, words } = one;
  for (let place = 0; place < words.length; place += 1) {
    const own = words[place] ?? 0;
    if (own === 0) continue;
    const word = at === null ? place : (at[place] ?? 0);
    const bits = own & wordAt(two, word);
    if (bits !== 0) eachBit(bits, word * 32, call);
  }
}

function eachBit(all: number, start: number, call: (id: number) => void): void {
  let bits = all;
  while (bits !== 0) {
    const low = bits & -bits;
    call(start + 31 - Math.clz32(low));
    bits ^= low;
  }
}

/** How many members are below a number. */
export function countBelow({ at, words }: ActionSet, end: number): number {
  let count = 0;
  const last = end >>> 5;
  for (let place = 0; place < words.length; place += 1) {
    const word = at === null ? place : (at[place] ?? 0);
    if (word > last) break;
    const bits = words[place] ?? 0;
    count += bitsIn(word < last ? bits : bits & ((1 << (end & 31)) - 1));
  }
  return count;
}

function wordAt({ at, words }: ActionSet, word: number): number {
  if (at === null) return words[word] ?? 0;
  let low = 0;
  let high = at.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = at[middle] ?? 0;
    if (found === word) return words[middle] ?? 0;
    if (found < word) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
