import type { Inference } from "../rule.ts";
import type { LeafSets } from "./leaf-sets.ts";

/** How a set reaches a fact: the last inference and the proofs of its needs, in their order. */
export interface Proof {
  readonly inference: Inference;
  readonly parts: readonly Proof[];
}

/** A leaf set under way to a fact, or arrived there. */
export interface Reached<S> {
  readonly set: S;
  /** Possible uses first, then told steps, then inferences: less is the better story. */
  readonly price: number;
  /** Proofs of the needs joined so far. */
  readonly parts: readonly Proof[];
}

/** A leaf set that reaches a fact. */
export interface Proven<S> extends Reached<S> {
  readonly proof: Proof;
}

/**
 * Puts a set into an antichain. False when a set inside it is there already (or the same set at no higher price), true
 * when the antichain changed. INVARIANT: no member of `chain` is within another.
 */
export function insert<S, R extends Reached<S>>(sets: LeafSets<S>, chain: R[], found: R): boolean {
  let kept = 0;
  for (let at = 0; at < chain.length; at += 1) {
    const member = chain[at];
    if (member === undefined) continue;
    if (sets.within(member.set, found.set)) {
      // Nothing was dropped yet: a member above `found` and one below it would lie within each other.
      if (!sets.within(found.set, member.set) || member.price <= found.price) return false;
      chain[at] = found;
      return true;
    }
    if (sets.within(found.set, member.set)) continue;
    chain[kept] = member;
    kept += 1;
  }
  chain.length = kept;
  chain.push(found);
  return true;
}
