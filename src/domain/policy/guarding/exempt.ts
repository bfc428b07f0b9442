import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { type Passing, passingHits, passingIn } from "./passing.ts";
import { broadGuardPlace } from "./left-open.ts";
import { onOthers } from "./own-resources.ts";

/**
 * How an action passes without MFA because the guards that are meant for everything leave it out: it would pass with
 * their operators and resources mended too. Only of users: nobody else has MFA devices of their own.
 */
export function exemption(view: GapView, action: string, arns: readonly string[] = ["*"]): Passing {
  return passingIn(isAsked(view) ? view.mended().ask(action, arns) : [], action);
}

/** The same of requests on other users and their devices. */
export function exemptionOnOthers(view: GapView, action: string): Passing {
  return passingIn(isAsked(view) ? onOthers(view.mended()).ask(action, ["*"]) : [], action);
}

function isAsked({ subject, isGuarded }: GapView): boolean {
  return isGuarded && subject.principal.kind === "user";
}

/** The hits of actions that are left out. */
export function exemptHits(
  view: GapView,
  actions: readonly string[],
  says: (action: string) => string | undefined = () => undefined,
): readonly GapHit[] {
  const statement = broadGuardPlace(view);
  return actions.flatMap((action) => {
    const passing = exemption(view, action);
    if (passing.open.length + passing.may.length === 0) return [];
    return passingHits(passing, action, { statement, says: says(action) });
  });
}
