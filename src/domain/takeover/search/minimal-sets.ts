import type { FactName, Inference } from "../rule.ts";
import { insert, type Proven, type Reached } from "./antichain.ts";
import type { LeafSets } from "./leaf-sets.ts";

/** Most leaf sets a fact may have before the search says so and stops. */
export const setBound = 5_000;

/** The minimal sets of every fact that is reached, or the fact that has more of them than the bound. */
export type MinimalSets<S> = ExactSets<S> | { readonly status: "too-many"; readonly fact: FactName };

/** The minimal sets of every fact; none for a fact that nothing reaches. */
export interface ExactSets<S> {
  readonly status: "exact";
  readonly of: (fact: FactName) => readonly Proven<S>[];
}

interface Node<S> {
  readonly inference: Inference;
  readonly leaves: S;
  readonly price: number;
  readonly head: number;
  readonly needs: readonly number[];
}

/**
 * The least fixpoint: each fact holds the antichain of leaf sets that reach it, an inference joins those of its needs,
 * and what changed is joined again until nothing does. Cycles are harmless, since a set that comes round is absorbed.
 * Summing prices along the way, as shortest-path search does, would pay a leaf twice and forget derivations; here only
 * sets decide, and prices merely choose which story is told about a set. With `more`, goes on from the fixpoint of
 * `inferences` to that of both; the first is left as it was.
 */
export function minimalSets<S>(
  sets: LeafSets<S>,
  inferences: readonly Inference[],
  more?: { readonly inferences: readonly Inference[]; readonly from: ExactSets<S> },
): MinimalSets<S> {
  const numbers = new Map<FactName, number>();
  const names: FactName[] = [];
  const chains: Proven<S>[][] = [];
  const numberOf = (fact: FactName): number => {
    const known = numbers.get(fact);
    if (known !== undefined) return known;
    numbers.set(fact, names.length);
    chains.push(more === undefined ? [] : [...more.from.of(fact)]);
    return names.push(fact) - 1;
  };
  const nodeOf = (inference: Inference): Node<S> => ({
    inference,
    leaves: sets.of(inference.leaves),
    price: priceOf(inference),
    head: numberOf(inference.head),
    needs: inference.needs.map(numberOf),
  });
  const first = inferences.map(nodeOf);
  const added = (more?.inferences ?? []).map(nodeOf);
  const waiting: Node<S>[][] = names.map(() => []);
  const all = inOrder([...first, ...added], names.length);
  for (const node of all) for (const need of node.needs) waiting[need]?.push(node);

  const open = new Set(more === undefined ? first : added);
  while (open.size > 0) {
    for (const node of all) {
      if (!open.delete(node)) continue;
      const head = chains[node.head] ?? [];
      const reached = join(sets, node, chains, head);
      if (reached === null) return { status: "too-many", fact: names[node.head] ?? "session" };
      // What was reached is an antichain by itself: the first to arrive needs no comparing.
      const isFirst = head.length === 0;
      let changed = isFirst && reached.length > 0;
      for (const { set, price, parts } of reached) {
        const proven: Proven<S> = { set, price, parts, proof: { inference: node.inference, parts } };
        if (isFirst) head.push(proven);
        else if (insert<S, Proven<S>>(sets, head, proven)) changed = true;
      }
      if (head.length > setBound) return { status: "too-many", fact: names[node.head] ?? "session" };
      if (changed) for (const next of waiting[node.head] ?? []) open.add(next);
    }
  }
  return { status: "exact", of: (fact) => chains[numbers.get(fact) ?? -1] ?? [] };
}

// What others need comes first, so that one sweep does nearly everything; a cycle is entered anywhere.
function inOrder<S>(nodes: readonly Node<S>[], facts: number): readonly Node<S>[] {
  const makers: Node<S>[][] = Array.from({ length: facts }, () => []);
  for (const node of nodes) makers[node.head]?.push(node);
  const seen = new Set<number>();
  const ordered: Node<S>[] = [];
  const visit = (fact: number): void => {
    if (seen.has(fact)) return;
    seen.add(fact);
    for (const node of makers[fact] ?? []) for (const need of node.needs) visit(need);
    for (const node of makers[fact] ?? []) ordered.push(node);
  };
  for (let fact = 0; fact < facts; fact += 1) visit(fact);
  return ordered;
}

// Possible uses weigh more than any number of steps, told steps more than any number of silent inferences.
function priceOf(inference: Inference): number {
  return (inference.certainty === "possible" ? 1e9 : 0) + (inference.tell === null ? 0 : 1e4) + 1;
}

// Null when more sets than the bound are needed on the way to the head.
function join<S>(
  sets: LeafSets<S>,
  node: Node<S>,
  chains: readonly Proven<S>[][],
  head: readonly Proven<S>[],
): readonly Reached<S>[] | null {
  let partial: Reached<S>[] = [{ set: node.leaves, price: node.price, parts: [] }];
  for (const need of node.needs) {
    const chain = chains[need] ?? [];
    if (chain.length === 0) return [];
    const [only] = partial;
    if (partial.length === 1 && only !== undefined && sets.isEmpty(only.set)) {
      // Nothing to join yet: the need's own antichain.
      partial = chain.map((two) => joined(sets, only, two));
      continue;
    }
    const [free] = chain;
    if (chain.length === 1 && free !== undefined && sets.isEmpty(free.set)) {
      partial = partial.map((one) => joined(sets, one, free));
      continue;
    }
    const next: Reached<S>[] = [];
    const large = partial.length * chain.length > setBound;
    // In a large join the pairs in which one set holds the other go first: they absorb most of the rest.
    if (large && !pairs(sets, partial, chain, next, (one, two) => sets.within(two, one))) return null;
    if (large && !pairs(sets, partial, chain, next, (one, two) => sets.within(one, two))) return null;
    const useful = (one: S, two: S) => {
      if (!large) return true;
      // What a set of the head lies strictly within cannot become a new set of the head, whatever is joined to it.
      const union = sets.union(one, two);
      return !head.some((known) => sets.within(known.set, union) && !sets.within(union, known.set));
    };
    if (!pairs(sets, partial, chain, next, useful)) return null;
    partial = next;
  }
  return partial;
}

function pairs<S>(
  sets: LeafSets<S>,
  partial: readonly Reached<S>[],
  chain: readonly Proven<S>[],
  into: Reached<S>[],
  take: (one: S, two: S) => boolean,
): boolean {
  for (const one of partial) {
    for (const two of chain) {
      if (!take(one.set, two.set)) continue;
      insert<S, Reached<S>>(sets, into, joined(sets, one, two));
    }
    if (into.length > setBound) return false;
  }
  return true;
}

function joined<S>(sets: LeafSets<S>, one: Reached<S>, two: Proven<S>): Reached<S> {
  return {
    set: sets.union(one.set, two.set),
    price: one.price + two.price,
    parts: one.parts.length === 0 ? [two.proof] : [...one.parts, two.proof],
  };
}
