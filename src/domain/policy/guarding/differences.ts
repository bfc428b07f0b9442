import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { openedBetween, openHit } from "./let-through.ts";
import type { MfaState } from "./mfa-state.ts";

/** What passes, or may pass, in a view and not in another, as hits; the states may be narrowed. */
export function passingOnlyHere(
  view: GapView,
  other: GapView,
  statementOf: (action: string) => GapHit["statement"],
  isAsked: (action: string, state: MfaState) => boolean = () => true,
): readonly GapHit[] {
  return openedBetween(view, other).flatMap(({ action, open, may }): readonly GapHit[] => {
    const passes = open.filter((state) => isAsked(action, state));
    const perhaps = may.filter((state) => isAsked(action, state));
    const [state] = passes.length > 0 ? passes : perhaps;
    if (state === undefined) return [];
    const answer = view.answer(action, state);
    const statement = statementOf(action);
    if (answer.verdict === "open") return [openHit(answer, { action, states: passes, statement })];
    const why = answer.verdict === "may" ? answer.why : undefined;
    return [{ verdict: "may", action, states: perhaps, witness: null, why, statement }];
  });
}

/** What passes in the other view and in no state of this one: a lockout. */
export function lockedOutOnlyHere(view: GapView, other: GapView, statement: GapHit["statement"]): readonly GapHit[] {
  return openedBetween(other, view).flatMap(({ action, open }): readonly GapHit[] => {
    const isShut = view.states.every((state) => view.answer(action, state).verdict === "closed");
    return open.length > 0 && isShut ? [{ verdict: "lockout", action, states: open, witness: null, statement }] : [];
  });
}

/** One hit for each action, the worst of several. */
export function worstOfEach(hits: readonly GapHit[]): readonly GapHit[] {
  const rank: readonly GapHit["verdict"][] = ["note", "may", "lockout", "gap"];
  const found = new Map<string, GapHit>();
  for (const hit of hits) {
    const known = found.get(hit.action);
    if (known === undefined || rank.indexOf(known.verdict) < rank.indexOf(hit.verdict)) found.set(hit.action, hit);
  }
  return [...found.values()];
}
