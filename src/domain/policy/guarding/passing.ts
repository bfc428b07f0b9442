import type { Witness } from "../../iam/prove/answer.ts";
import type { GapHit } from "../gap.ts";
import { type StateAnswer, witnessOf } from "../judging/gap-view.ts";
import type { MfaState } from "./mfa-state.ts";

/** In which states an action passes, with a request that does. */
export interface Passing {
  readonly open: readonly MfaState[];
  readonly may: readonly MfaState[];
  /** Of the first open state. */
  readonly witness: Witness | null;
  /** Of the first state in which nobody can tell. */
  readonly why: string | undefined;
}

/** The states without MFA, in order. */
export const statesWithoutMfa: readonly MfaState[] = ["absent", "false"];

/** What answers say of the given states. */
export function passingIn(
  answers: readonly StateAnswer[],
  action: string,
  states: readonly MfaState[] = statesWithoutMfa,
): Passing {
  const asked = answers.filter(({ state }) => states.includes(state));
  const open = asked.filter(({ answer }) => answer.verdict === "open");
  const may = asked.filter(({ answer }) => answer.verdict === "may");
  const [first] = open;
  const why = may[0]?.answer;
  return {
    open: open.map(({ state }) => state),
    may: may.map(({ state }) => state),
    witness: first === undefined ? null : witnessOf(first.answer, action),
    why: why?.verdict === "may" ? why.why : undefined,
  };
}

/** `gap` where something passes, `may` where something may, else nothing. */
export function passingHits(
  { open, may, witness, why }: Passing,
  action: string,
  more: Pick<GapHit, "statement"> & Partial<Pick<GapHit, "says" | "subject" | "mitigatedBy">>,
): readonly GapHit[] {
  if (open.length > 0) return [{ verdict: "gap", action, states: open, witness, ...more }];
  return may.length > 0 ? [{ verdict: "may", action, states: may, witness: null, why, ...more }] : [];
}
