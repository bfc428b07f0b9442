import type { Inference } from "../rule.ts";
import type { Proof } from "../search/antichain.ts";
import { inferencesOf } from "../search/inferences-of.ts";
import { largeLeafSets, type LeafSets, smallLeafLimit, smallLeafSets } from "../search/leaf-sets.ts";
import { minimalSets } from "../search/minimal-sets.ts";
import { onlyCertain } from "../search/solve.ts";
import type { Shape } from "../shape.ts";

/** A certain session set with the inferences of its proof. */
export interface CertainSession {
  /** The leaf places as text, to compare sets of one account before and after a change. */
  readonly key: string;
  readonly uses: readonly Inference[];
}

/** The certain session sets of a shape; null when a fact has too many sets. */
export function certainSessions(shape: Shape): readonly CertainSession[] | null {
  return shape.leaves.length > smallLeafLimit ? sessionsIn(largeLeafSets, shape) : sessionsIn(smallLeafSets, shape);
}

function sessionsIn<S>(sets: LeafSets<S>, shape: Shape): readonly CertainSession[] | null {
  const found = minimalSets(sets, onlyCertain(inferencesOf(shape)));
  if (found.status === "too-many") return null;
  return found.of("session").map(({ set, proof }) => {
    const uses = new Set<Inference>();
    collect(proof, uses);
    return { key: sets.places(set).join(" "), uses: [...uses] };
  });
}

function collect(proof: Proof, uses: Set<Inference>): void {
  if (uses.has(proof.inference)) return;
  uses.add(proof.inference);
  for (const part of proof.parts) collect(part, uses);
}
