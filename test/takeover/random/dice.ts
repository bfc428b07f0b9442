/** Repeatable chance. */
export interface Dice {
  /** At most `most` of a list, each at most once, in random order. */
  readonly some: <T>(list: readonly T[], most: number) => T[];
}

/** Dice of a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    some: (list, most) => {
      const left = [...list];
      const taken = [];
      while (left.length > 0 && taken.length < most) taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
  };
}
