import type { FactName, Inference } from "../rule.ts";
import { insert, type Proven, type Reached } from "./antichain.ts";
import type { LeafSets } from "./leaf-sets.ts";

/** Most leaf sets a fact may have before the search says so and stops. */
export const setBound = 5_000;

/** The minimal sets of every fact that is reached, or the fact that has more of them than the bound. */
export type MinimalSets<S> =
  | { readonly status: "exact"; readonly of: (fact: FactName) => readonly Proven<S>[] }
  | { readonly status: "too-many"; readonly fact: FactName };

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
 * sets decide, and prices merely choose which story is told about a set.
 */
export function minimalSets<S>(
  sets: LeafSets<S>,
  inferences: readonly Inference[],
  bound: number = setBound,
): MinimalSets<S> {
  const numbers = new Map<FactName, number>();
  const names: FactName[] = [];
  const chains: Proven<S>[][] = [];
  const numberOf = (fact: FactName): number => {
    const known = numbers.get(fact);
    if (known !== undefined) return known;
    numbers.set(fact, names.length);
    chains.push([]);
    return names.push(fact) - 1;
  };
  const nodes = inferences.map((inference): Node<S> => ({
    inference,
    leaves: sets.of(inference.leaves),
    price: priceOf(inference),
    head: numberOf(inference.head),
    needs: inference.needs.map(numberOf),
  }));
  const waiting: Node<S>[][] = names.map(() => []);
  for (const node of nodes) for (const need of node.needs) waiting[need]?.push(node);

  const queue = new Set(nodes);
  for (const node of queue) {
    queue.delete(node);
    const head = chains[node.head] ?? [];
    const reached = join(sets, node, chains, head, bound);
    if (reached === null) return { status: "too-many", fact: names[node.head] ?? "session" };
    let changed = false;
    for (const each of reached) {
      const proof = { inference: node.inference, parts: each.parts };
      if (insert<S, Proven<S>>(sets, head, { ...each, proof })) changed = true;
    }
    if (head.length > bound) return { status: "too-many", fact: names[node.head] ?? "session" };
    // A Set iterates what is added while it is walked, so this is the work list.
    if (changed) for (const next of waiting[node.head] ?? []) queue.add(next);
  }
  return { status: "exact", of: (fact) => chains[numbers.get(fact) ?? -1] ?? [] };
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
  bound: number,
): readonly Reached<S>[] | null {
  let partial: Reached<S>[] = [{ set: node.leaves, price: node.price, parts: [] }];
  for (const need of node.needs) {
    const chain = chains[need] ?? [];
    if (chain.length === 0) return [];
    const next: Reached<S>[] = [];
    const large = partial.length * chain.length > bound;
    // In a large join the pairs in which one set holds the other go first: they absorb most of the rest.
    if (large && !pairs(sets, partial, chain, next, bound, (one, two) => sets.within(two, one))) return null;
    if (large && !pairs(sets, partial, chain, next, bound, (one, two) => sets.within(one, two))) return null;
    const useful = (one: S, two: S) => {
      if (!large) return true;
      // What a set of the head lies strictly within cannot become a new set of the head, whatever is joined to it.
      const union = sets.union(one, two);
      return !head.some((known) => sets.within(known.set, union) && !sets.within(union, known.set));
    };
    if (!pairs(sets, partial, chain, next, bound, useful)) return null;
    partial = next;
  }
  return partial;
}

function pairs<S>(
  sets: LeafSets<S>,
  partial: readonly Reached<S>[],
  chain: readonly Proven<S>[],
  into: Reached<S>[],
  bound: number,
  take: (one: S, two: S) => boolean,
): boolean {
  for (const one of partial) {
    for (const two of chain) {
      if (!take(one.set, two.set)) continue;
      insert<S, Reached<S>>(sets, into, {
        set: sets.union(one.set, two.set),
        price: one.price + two.price,
        parts: [...one.parts, two.proof],
      });
    }
    if (into.length > bound) return false;
  }
  return true;
}
