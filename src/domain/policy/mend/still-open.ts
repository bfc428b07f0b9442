import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { replay } from "../judging/replay.ts";
import type { CheckedClasses } from "./checked-classes.ts";
import { isOnEnrolList } from "./enrol-list.ts";
import type { MendRoom } from "./mend-room.ts";
import { unproven } from "./openness.ts";

/** Pitfalls of requests on other users' things: the action as such stays open for the own ones. */
const aboutOthers: ReadonlySet<string> = new Set(["P10", "P11", "P26"]);

/**
 * Whether what a gap told may still pass, or its closing is not certified. Enrolling that is left to a console is open
 * in every state; of other actions that pass elsewhere the gap's own request must be refused by the concrete evaluator.
 */
export function stillOpen(
  room: MendRoom,
  views: readonly GapView[],
  { refused }: CheckedClasses,
): (gap: Gap, hit: GapHit) => boolean {
  const passes = (state: GapHit["states"][number], action: string): boolean =>
    views.some((view) => room.openness(view).get(state)?.has(action) === true);
  return ({ pitfall }, hit) => {
    const { verdict, action, states, subject } = hit;
    if (states.some((state) => refused.has(`${state} ${action}`))) return true;
    if (verdict === "lockout" || aboutOthers.has(pitfall)) return false;
    if (isOnEnrolList(action)) return unproven.some((state) => passes(state, action));
    if (!states.some((state) => passes(state, action))) return false;
    const { witness } = hit;
    if (verdict !== "gap" || witness === null || subject !== undefined) return true;
    return views.some((view) => !replay(view.subject, witness).decision.endsWith("denied"));
  };
}
