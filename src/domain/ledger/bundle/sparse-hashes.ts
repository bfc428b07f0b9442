import type { Subtree } from "../merkle/subtree.ts";
import { nodeHash, type TreeHash } from "../merkle/tree-hash.ts";

/** Hashes of full subtrees, as far as they are known. */
export class SparseHashes {
  readonly #levels: Map<number, TreeHash>[] = [];

  /** The hash; `null` when it is not known. */
  get({ level, index }: Subtree): TreeHash | null {
    return this.#levels[level]?.get(index) ?? null;
  }

  /** Remembers a hash; the first one for a place stays. */
  add({ level, index }: Subtree, hash: TreeHash): void {
    while (this.#levels.length <= level) this.#levels.push(new Map());
    const hashes = this.#levels[level];
    if (hashes?.has(index) === false) hashes.set(index, hash);
  }

  /** Hashes upwards whatever has both halves and no hash yet: linear in what is known. */
  fillUp(): void {
    for (let level = 0; level < this.#levels.length && level < 53; level++) {
      for (const [index, left] of this.#levels[level] ?? []) {
        const right = index % 2 === 0 ? this.get({ level, index: index + 1 }) : null;
        const above = { level: level + 1, index: index / 2 };
        if (right !== null && this.get(above) === null) this.add(above, nodeHash(left, right));
      }
    }
  }
}
