import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import type { GuardStatement } from "./guard-statement.ts";
import { demandingMfa } from "./mfa-condition.ts";
import { mendingThose } from "./mending.ts";
import { type Passing, passingHits, passingIn } from "./passing.ts";

/** The same documents with every MFA guard in the form that demands MFA. */
export function withGuardsMended(view: GapView): GapView {
  return view.variant(mendingThose(view.guards, demandingMfa));
}

/** Where the first guard that is meant for everything stands; null when there is none. */
export function broadGuardPlace({ guards }: GapView): GapHit["statement"] {
  const guard = guards.find(({ isBroad }) => isBroad);
  return guard === undefined ? null : placeOf(guard);
}

/** Where a statement stands. */
export function placeOf({ document, statement }: Pick<GuardStatement, "document" | "statement">): {
  readonly document: string;
  readonly index: number;
} {
  return { document, index: statement.index };
}

/**
 * How an action passes without MFA although a guard is meant for everything, and not for a fault in the guard's MFA
 * condition: it would pass with the condition mended too, because the guard exempts it or does not reach it.
 */
export function passingByGuard(view: GapView, action: string, arns: readonly string[] = ["*"]): Passing {
  const mended = new Map(
    withGuardsMended(view)
      .ask(action, arns)
      .map(({ state, answer }) => [state, answer.verdict]),
  );
  const answers = view.ask(action, arns).filter(({ state }) => mended.get(state) !== "closed");
  return passingIn(answers, action);
}

/** The hits of actions that pass by a guard that is meant for everything; beside an administrator's statement a note. */
export function leftOpen(
  view: GapView,
  actions: readonly string[],
  more: Partial<Pick<GapHit, "says">> = {},
): readonly GapHit[] {
  return orBeside(view, (asked) => {
    const statement = broadGuardPlace(asked);
    return actions.flatMap((action) => passingHits(passingByGuard(asked, action), action, { statement, ...more }));
  });
}

/**
 * What is found behind a guard that is meant for everything. Where the documents grant nothing of it, one note tells
 * what is found beside a statement that allows everything; a guard that only withholds an Allow says nothing there.
 */
export function orBeside(view: GapView, find: (view: GapView) => readonly GapHit[]): readonly GapHit[] {
  if (!view.isGuarded) return [];
  const own = find(view);
  if (own.length > 0) return own;
  if (!view.guards.some(({ isBroad, statement }) => isBroad && statement.effect === "Deny")) return [];
  const beside = view.besideAdmin();
  const [example] = beside === view ? [] : find(beside);
  if (example === undefined) return [];
  const says = "These documents do not grant it; beside a statement that allows everything it passes.";
  return [{ ...example, verdict: "note", says }];
}
