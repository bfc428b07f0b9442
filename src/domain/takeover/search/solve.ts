import type { Goal } from "../answer.ts";
import type { FactName, Inference } from "../rule.ts";
import type { Shape } from "../shape.ts";
import type { Certainty } from "../who-can.ts";
import type { Proof, Proven } from "./antichain.ts";
import { inferencesOf } from "./inferences-of.ts";
import { largeLeafSets, type LeafSets, smallLeafLimit, smallLeafSets } from "./leaf-sets.ts";
import { type ExactSets, minimalSets } from "./minimal-sets.ts";

/** One step without names: words with `{leaf}` in them, and the place of that leaf. */
export interface Told {
  readonly tell: string;
  readonly leaf: number | null;
}

/** One minimal attack set without names. */
export interface SolvedSet {
  readonly goal: Goal;
  readonly certainty: Certainty;
  /** Places in the shape's leaves, ascending. */
  readonly leaves: readonly number[];
  /** Rules of its proof, by number. */
  readonly rules: readonly string[];
  readonly steps: readonly Told[];
}

/** Every minimal attack set of a shape, or the fact that has too many. */
export type Solution =
  | { readonly status: "exact"; readonly sets: readonly SolvedSet[] }
  | { readonly status: "too-many"; readonly fact: FactName };

const goals: readonly Goal[] = ["session", "bucket-unlock", "queue-unlock"];

/**
 * Finds the minimal sets twice: with certain inferences alone, and with all. A set of the second run that the first has
 * too is certain; every other holds no certain set inside, since that would have absorbed it. A certain set may hold a
 * smaller possible one: both are told.
 */
export function solve(shape: Shape): Solution {
  return shape.leaves.length > smallLeafLimit ? solveIn(largeLeafSets, shape) : solveIn(smallLeafSets, shape);
}

function solveIn<S>(sets: LeafSets<S>, shape: Shape): Solution {
  const all = inferencesOf(shape);
  const sure = onlyCertain(all);
  const certain = minimalSets(sets, sure);
  if (certain.status === "too-many") return certain;
  const unsure = all.filter((each) => each.certainty === "possible");
  const whole = unsure.length === 0 ? certain : minimalSets(sets, sure, { inferences: unsure, from: certain });
  if (whole.status === "too-many") return whole;
  return { status: "exact", sets: goals.flatMap((goal) => setsOf(sets, goal, certain, whole)) };
}

/** The inferences that need nothing unverified or unknown. */
export function onlyCertain(all: readonly Inference[]): readonly Inference[] {
  return all.filter((each) => each.certainty === "certain");
}

function setsOf<S>(sets: LeafSets<S>, goal: Goal, certain: ExactSets<S>, whole: ExactSets<S>): readonly SolvedSet[] {
  const sure = certain.of(goal);
  const known = new Set(sure.map(({ set }) => set));
  const maybe = certain === whole ? [] : whole.of(goal).filter(({ set }) => !known.has(set));
  return [
    ...sure.map((proven) => solved(sets, goal, "certain", proven)),
    ...maybe.map((proven) => solved(sets, goal, "possible", proven)),
  ];
}

function solved<S>(sets: LeafSets<S>, goal: Goal, certainty: Certainty, { set, proof }: Proven<S>): SolvedSet {
  const rules = new Set<string>();
  const told = new Map<string, Told>();
  walk(proof, new Set(), rules, told);
  return {
    goal,
    certainty,
    leaves: sets.places(set),
    rules: [...rules].sort((one, two) => Number(one.slice(1)) - Number(two.slice(1))),
    steps: [...told.values()],
  };
}

// Needs before what they are needed for, each inference once: the order an attacker acts in.
function walk(proof: Proof, seen: Set<Inference>, rules: Set<string>, told: Map<string, Told>): void {
  if (seen.has(proof.inference)) return;
  seen.add(proof.inference);
  for (const part of proof.parts) walk(part, seen, rules, told);
  const { rule, tell, leaves } = proof.inference;
  rules.add(rule);
  if (tell === null) return;
  const leaf = leaves[0] ?? null;
  const key = `${tell} ${leaf}`;
  if (!told.has(key)) told.set(key, { tell, leaf });
}
