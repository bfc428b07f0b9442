import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot, type HashedSubtree } from "./frontier.ts";
import type { Subtree } from "./subtree.ts";
import { rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";

/** A growing tree that keeps the hash of every full subtree (64 bytes an entry) and so gives any proof without hashing. */
export class HashTree {
  readonly #levels: TreeHash[][] = [];
  readonly #hasher: TreeHasher;
  #frontier: Frontier = emptyFrontier;

  constructor(hasher: TreeHasher = rfc6962) {
    this.#hasher = hasher;
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#frontier.size;
  }

  /** What appending needs; also to be stored. */
  get frontier(): Frontier {
    return this.#frontier;
  }

  /** The root over all leaves. */
  root(): TreeHash {
    return frontierRoot(this.#frontier, this.#hasher);
  }

  /** Appends a leaf and returns the full subtrees that it completed, the leaf first. */
  append(leaf: TreeHash): readonly HashedSubtree[] {
    const { frontier, made } = appendLeaf(this.#frontier, leaf, this.#hasher);
    for (const { level, hash } of made) {
      const hashes = this.#levels[level] ?? [];
      this.#levels[level] = hashes;
      hashes.push(hash);
    }
    this.#frontier = frontier;
    return made;
  }

  /** The hash of a full subtree. Throws `LEDGER_OUT_OF_RANGE`. */
  readonly read = ({ level, index }: Subtree): TreeHash => {
    const hash = this.#levels[level]?.[index];
    if (hash !== undefined) return hash;
    throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: `level ${level}, index ${index}` });
  };
}
