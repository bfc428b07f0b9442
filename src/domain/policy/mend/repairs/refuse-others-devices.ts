import type { Policy } from "../../../iam/language/policy.ts";
import type { GapView } from "../../judging/gap-view.ts";
import { partitionOf } from "../../guarding/own-arns.ts";
import { outside } from "../../guarding/within.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { unproven } from "../openness.ts";
import { freeSid, type Proposal, withMore } from "../repair.ts";

const enable = "iam:EnableMFADevice";

/**
 * Refuses without MFA to enrol devices for other users where the guard exempts the call and a statement that is meant
 * for more grants it on everybody (P11). With MFA nothing changes.
 */
export function refuseOthersDevices({ ask }: MendRoom, now: Looked): readonly Proposal[] {
  const [view] = now.views;
  const { principal } = view?.subject ?? {};
  if ((ask.as !== "identity" && ask.as !== "boundary") || principal?.kind !== "user") return [];
  if (now.policy.version !== "2012-10-17" || !now.guards.some(({ isBroad }) => isBroad)) return [];
  const partition = partitionOf(principal.arn);
  // A user with a path has another ARN than one without; the name is unique in either case.
  const own = ["${aws:username}", "*/${aws:username}"].map((name) => `arn:${partition}:iam::*:user/${name}`);
  return [
    {
      kind: "others-devices",
      statement: null,
      policy: withDeny(now.policy, own),
      says: "without MFA a device may be enrolled for another user; now only for oneself",
      isNeeded: (next) => next.views.some((after, at) => isHeldNow(now.views[at], after, own)),
    },
  ];
}

function withDeny(policy: Policy, own: readonly string[]): Policy {
  return withMore(policy, {
    sid: freeSid(policy, "DenyEnrollingForOthersIfNoMFA"),
    effect: "Deny",
    actions: { negated: false, patterns: [enable] },
    resources: { negated: true, patterns: own },
    principals: null,
    conditions: [{ operator: "BoolIfExists", key: "aws:MultiFactorAuthPresent", values: ["false"] }],
  });
}

function isHeldNow(before: GapView | undefined, after: GapView, own: readonly string[]): boolean {
  if (before === undefined) return false;
  const verdicts = (view: GapView): readonly string[] =>
    outside(view, own, "2012-10-17")
      .ask(enable, ["*"])
      .flatMap(({ state, answer }) => (unproven.includes(state) ? [answer.verdict] : []));
  const [was, is] = [verdicts(before), verdicts(after)];
  return was.some((verdict, at) => verdict !== "closed" && is[at] === "closed");
}
