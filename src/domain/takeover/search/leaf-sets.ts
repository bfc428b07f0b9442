/** Sets of leaf places as bits, in whichever number type holds them. */
export interface LeafSets<S> {
  readonly of: (leaves: readonly number[]) => S;
  readonly union: (one: S, two: S) => S;
  readonly isEmpty: (set: S) => boolean;
  /** Every leaf of `one` is in `two`. */
  readonly within: (one: S, two: S) => boolean;
  /** The places, ascending. */
  readonly places: (set: S) => readonly number[];
}

/** Most leaves that fit the bits of a small integer. */
export const smallLeafLimit = 31;

/** Sets of up to 31 leaves as plain numbers: what nearly every grouped account needs. */
export const smallLeafSets: LeafSets<number> = {
  of: (leaves) => leaves.reduce((set, leaf) => set | (1 << leaf), 0),
  isEmpty: (set) => set === 0,
  union: (one, two) => one | two,
  within: (one, two) => (one & two) === one,
  places: (set) => {
    const found: number[] = [];
    for (let leaf = 0; leaf < smallLeafLimit; leaf += 1) if ((set & (1 << leaf)) !== 0) found.push(leaf);
    return found;
  },
};

/** Sets of any number of leaves as big integers. */
export const largeLeafSets: LeafSets<bigint> = {
  of: (leaves) => leaves.reduce((set, leaf) => set | (1n << BigInt(leaf)), 0n),
  isEmpty: (set) => set === 0n,
  union: (one, two) => one | two,
  within: (one, two) => (one & two) === one,
  places: (set) => {
    const found: number[] = [];
    for (let rest = set, leaf = 0; rest !== 0n; rest >>= 1n, leaf += 1) if ((rest & 1n) === 1n) found.push(leaf);
    return found;
  },
};
