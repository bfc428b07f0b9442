const slots = 1 << 20;

/**
 * Remembers which documents were seen, in 4 MiB however many there are: a slot holds 32 bits of a hash and may be taken
 * over by another. So it can forget, which keeps a document inline twice; it is never wrong about content, because
 * pointers carry the whole hash.
 */
export class RepeatFilter {
  readonly #seen = new Uint32Array(slots);

  /** True when the hash (64 hex digits) was added before and not forgotten; adds it. */
  addAndTest(hash: string): boolean {
    const slot = Number.parseInt(hash.slice(0, 5), 16) % slots;
    // Zero marks a free slot.
    const mark = Number.parseInt(hash.slice(5, 13), 16) || 1;
    const known = this.#seen[slot] === mark;
    this.#seen[slot] = mark;
    return known;
  }
}
