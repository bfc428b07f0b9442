import { allowEverything } from "../../../iam/language/allow-everything.ts";
import type { Policy } from "../../../iam/language/policy.ts";
import { asksForMfa } from "../../guarding/mfa-condition.ts";
import type { GapView } from "../../judging/gap-view.ts";
import type { GuardStatement } from "../../guarding/guard-statement.ts";
import { isEnrolment, isOnEnrolList, newExemptions } from "../enrol-list.ts";
import { guardOfEverything } from "../enrol-guard.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { freeSid, type Proposal, withMore } from "../repair.ts";

/** Adds the statement that denies without MFA, where no guard of the document covers what passes (P21, P23). */
export function addGuard(room: MendRoom, now: Looked): readonly Proposal[] {
  const { as, isStrict } = room.ask;
  if (as !== "identity" && as !== "boundary") return [];
  if (!now.views.every(({ subject }) => subject.principal.kind === "user")) return [];
  // Whoever excepts some requests from a guard by a further condition meant it: that is said, not overruled.
  if (now.guards.some(hasExceptions)) return [];
  return [
    {
      kind: "guard",
      statement: null,
      policy: withGuard(now.policy, isStrict),
      says: "no statement denies without MFA what passes here; a Deny of everything but enrolling is added",
      isNeeded: (next) =>
        room
          .changes(now.views.map(reached), next.views.map(reached))
          .some(({ closed }) => closed.some((each) => !isLeftOut(each.slice(each.indexOf(" ") + 1), isStrict))),
    },
  ];
}

/** A guard that is meant for everything and speaks of more than MFA. */
export function hasExceptions({ statement, isBroad }: GuardStatement): boolean {
  return isBroad && statement.effect === "Deny" && statement.conditions.some((entry) => !asksForMfa(entry));
}

/** What a guard may leave out is no reason to add one. */
function isLeftOut(name: string, isStrict: boolean): boolean {
  return isOnEnrolList(name) && !(isStrict && isEnrolment(name));
}

function withGuard(policy: Policy, isStrict: boolean): Policy {
  return withMore(policy, {
    sid: freeSid(policy, "DenyAllExceptListedIfNoMFA"),
    ...guardOfEverything(newExemptions(isStrict)),
  });
}

/** A boundary that only withholds is passed by a resource policy that names the user: it is asked with such a one. */
function reached(view: GapView): GapView {
  const { principal, layers } = view.subject;
  if (view.as !== "boundary" || layers.resource !== undefined) return view;
  const policy = allowEverything({ negated: false, entries: [{ type: "AWS", value: principal.arn }] });
  const resource = {
    kind: "resource" as const,
    arns: ["*"],
    account: principal.account,
    policy: { name: "a resource policy that names the user", policy },
  };
  return view.about({ layers: { ...layers, resource } });
}
