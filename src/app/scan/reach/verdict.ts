import { mayCall } from "../../../domain/iam/decide/may-call.ts";
import type { Question } from "../../../domain/iam/decide/question.ts";
import type { Truth } from "../../../domain/iam/language/truth.ts";
import type { Certainty } from "../../../domain/takeover/who-can.ts";
import { openRegions } from "./request-context.ts";

/** How sure something is, and why it is only possible. */
export interface Sureness {
  readonly certainty: Certainty;
  /** Set when possible. */
  readonly why: string | null;
}

/** Nothing stands in the way. */
export const certain: Sureness = { certainty: "certain", why: null };

/** Only possible, for a reason. */
export function possible(why: string): Sureness {
  return { certainty: "possible", why };
}

/** The sureness of a truth; null when it is false. */
export function surenessOf(truth: Truth): Sureness | null {
  if (truth === true) return certain;
  return truth === false ? null : possible(truth.why);
}

/** The weaker of two: the first doubt is kept. */
export function weaker(one: Sureness, two: Sureness): Sureness {
  return one.certainty === "possible" ? one : two;
}

/** True when `one` is better news for an attacker than `two`. */
export function isSurer(one: Sureness, two: Sureness | null): boolean {
  return two === null || (one.certainty === "certain" && two.certainty === "possible");
}

/**
 * What AWS would answer when the caller chooses the region: in doubt, each open region is tried, because a policy that
 * closes regions leaves one. `aws` partition only; elsewhere the doubt stays.
 */
export function mayCallSomewhere(question: Question, partition: string): Truth {
  const first = mayCall(question);
  if (typeof first === "boolean" || partition !== "aws" || question.ask.context.has("aws:requestedregion"))
    return first;
  if (!/requestedregion/i.test(first.why)) return first;
  for (const region of openRegions) {
    const context = new Map(question.ask.context).set("aws:requestedregion", [region]);
    if (mayCall({ ...question, ask: { ...question.ask, context } }) === true) return true;
  }
  return first;
}
