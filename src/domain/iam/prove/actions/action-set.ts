/** A set of action numbers, 32 to a word. */
export type ActionSet = Uint32Array;

/** The empty set for numbers below `size`. */
export function emptySet(size: number): ActionSet {
  return new Uint32Array((size + 31) >>> 5);
}

/** Adds every number from `from` up to, not including, `to`. */
export function addRange(set: ActionSet, from: number, to: number): void {
  for (let id = from; id < to; id += 1) set[id >>> 5] = (set[id >>> 5] ?? 0) | (1 << (id & 31));
}

/** Adds one number. */
export function addOne(set: ActionSet, id: number): void {
  set[id >>> 5] = (set[id >>> 5] ?? 0) | (1 << (id & 31));
}

/** Whether a number is in the set. */
export function hasOne(set: ActionSet, id: number): boolean {
  return ((set[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
}

/** Adds all of another set. */
export function addAll(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word += 1) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** Those of a set that are in another one, too. */
export function common(set: ActionSet, other: ActionSet): ActionSet {
  const made = new Uint32Array(set.length);
  for (let word = 0; word < set.length; word += 1) made[word] = (set[word] ?? 0) & (other[word] ?? 0);
  return made;
}

/** Those of a set that are not in another one. */
export function without(set: ActionSet, other: ActionSet): ActionSet {
  const made = new Uint32Array(set.length);
  for (let word = 0; word < set.length; word += 1) made[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
  return made;
}

/** True when nothing is in it. */
export function isEmptySet(set: ActionSet): boolean {
  for (let word = 0; word < set.length; word += 1) if (set[word] !== 0) return false;
  return true;
}

/** True when two sets have a member in common. */
export function meets(set: ActionSet, other: ActionSet): boolean {
  for (let word = 0; word < set.length; word += 1) if (((set[word] ?? 0) & (other[word] ?? 0)) !== 0) return true;
  return false;
}

/** Calls back with every member, ascending. */
export function eachOf(set: ActionSet, call: (id: number) => void): void {
  for (let word = 0; word < set.length; word += 1) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const low = bits & -bits;
      call(word * 32 + 31 - Math.clz32(low));
      bits ^= low;
    }
  }
}

/** How many members are below a number. */
export function countBelow(set: ActionSet, end: number): number {
  let count = 0;
  const whole = end >>> 5;
  for (let word = 0; word < whole; word += 1) count += bitsIn(set[word] ?? 0);
  return count + bitsIn((set[whole] ?? 0) & ((1 << (end & 31)) - 1));
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
