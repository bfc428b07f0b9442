/** Sets of leaf names, as an antichain. */
export type Sets = readonly (readonly string[])[];

/** True when the held leaves contain one of the sets. */
export function covers(held: readonly string[], sets: Sets): boolean {
  return sets.some((set) => set.every((name) => held.includes(name)));
}

/**
 * The largest sets of leaves that contain none of the given ones. Whoever is refused with each of them is refused with
 * less, so with these and the sets themselves every combination is decided.
 */
export function largestWithout(leaves: readonly string[], sets: Sets): Sets {
  const all = 2 ** leaves.length;
  if (leaves.length > 12) throw new Error(`${leaves.length} leaves are too many to try`);
  const free: number[] = [];
  for (let bits = 0; bits < all; bits += 1) {
    const held = leaves.filter((_, at) => (bits & (1 << at)) !== 0);
    if (!covers(held, sets)) free.push(bits);
  }
  const largest = free.filter((bits) => !free.some((other) => other !== bits && (other & bits) === bits));
  return largest.map((bits) => leaves.filter((_, at) => (bits & (1 << at)) !== 0));
}
