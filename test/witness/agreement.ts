import * as fc from "fast-check";
import type { PretendState } from "../../src/demo/state/pretend-state.ts";
import { anyTrial, type Trial } from "./any-trial.ts";
import { askPretendAws, type PretendAnswer } from "./ask-pretend-aws.ts";
import { askProduct } from "./ask-product.ts";

/** How often the product gave which answer. */
export type Tally = Record<"allowed" | "implicitly-denied" | "explicitly-denied" | "unknown", number>;

/** Runs the two evaluators against each other and throws on the first trial on which they contradict each other. */
export function compareEvaluators(world: PretendState, runs: number, seed: number): Tally {
  const tally: Tally = { allowed: 0, "implicitly-denied": 0, "explicitly-denied": 0, unknown: 0 };
  fc.assert(
    fc.property(anyTrial, (trial) => {
      const { decision } = askProduct(trial);
      tally[decision] += 1;
      const answer = askPretendAws(world, trial);
      if (contradicts(decision, answer)) throw new Error(`product ${decision}, pretend AWS ${answer}\n${shown(trial)}`);
    }),
    { numRuns: runs, seed },
  );
  return tally;
}

/** An implicit denial may hide a Deny that the product was not sure of: both say no. */
function contradicts(decision: keyof Tally, answer: PretendAnswer): boolean {
  switch (decision) {
    case "allowed":
      return answer !== "allowed";
    case "implicitly-denied":
      return answer === "allowed";
    case "explicitly-denied":
      return answer !== "explicit";
    case "unknown":
      return false;
  }
}

function shown(trial: Trial): string {
  return JSON.stringify(trial, null, 1);
}
