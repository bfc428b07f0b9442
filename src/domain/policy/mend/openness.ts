import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { GapView } from "../judging/gap-view.ts";
import { type MfaState, stateOf } from "../guarding/mfa-state.ts";

/** Verdicts by state and action, classes of unknown actions included; closed ones are left out. */
export type Openness = ReadonlyMap<MfaState, ReadonlyMap<string, "open" | "may">>;

/** The states in which a stolen key, or a password without device, is used. */
export const unproven: readonly MfaState[] = ["absent", "false"];

/** What is open, or may be, in each state; of several ages the most open. */
export function opennessOf(engine: Prover, view: GapView): Openness {
  const found = new Map<MfaState, Map<string, "open" | "may">>();
  for (const { cell, classes } of engine.prove(view.subject).cells) {
    const state = stateOf(cell);
    const names = found.get(state) ?? new Map<string, "open" | "may">();
    found.set(state, names);
    for (const { actions, symbolic, answer } of classes) {
      const { verdict }: Pick<ClassVerdict, "verdict"> = answer;
      if (verdict === "closed") continue;
      for (const name of [...actions(), ...symbolic()]) if (names.get(name) !== "open") names.set(name, verdict);
    }
  }
  return found;
}

/** What changed between two answers to the same question. */
export interface Change {
  /** Less open without MFA than before, as `state action`. */
  readonly closed: readonly string[];
  /** More open without MFA than before. */
  readonly worsened: readonly string[];
  /** Open with MFA and not before. */
  readonly unlocked: readonly string[];
}

/** Compares what is open before and after. */
export function changeBetween(before: Openness, after: Openness): Change {
  const closed: string[] = [];
  const worsened: string[] = [];
  for (const state of unproven) {
    const [was, is] = [before.get(state) ?? none, after.get(state) ?? none];
    for (const [name, verdict] of was) if (rank(is.get(name)) < rank(verdict)) closed.push(`${state} ${name}`);
    for (const [name, verdict] of is) if (rank(was.get(name)) < rank(verdict)) worsened.push(`${state} ${name}`);
  }
  const unlocked = [...(after.get("true") ?? none)].flatMap(([name, verdict]) =>
    verdict === "open" && before.get("true")?.get(name) !== "open" ? [name] : [],
  );
  return { closed, worsened, unlocked };
}

/** Whether somebody without MFA may do more than before on some view. */
export function isWorse(changes: readonly Change[]): boolean {
  return changes.some(({ worsened }) => worsened.length > 0);
}

const none: ReadonlyMap<string, "open" | "may"> = new Map();

function rank(verdict: "open" | "may" | undefined): number {
  return verdict === "open" ? 2 : verdict === "may" ? 1 : 0;
}
