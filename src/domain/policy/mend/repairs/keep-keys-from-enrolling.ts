import type { Policy } from "../../../iam/language/policy.ts";
import type { GapView } from "../../judging/gap-view.ts";
import { isEnrolment } from "../enrol-list.ts";
import { keysCannotEnrol } from "../enrol-guard.ts";
import { unproven } from "../openness.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { freeSid, type Proposal, withMore } from "../repair.ts";

const federation = "sts:GetFederationToken";

/**
 * Takes enrolling from access keys and leaves it to the console (P12): their requests alone carry no MFA key at all.
 * The federation token goes with it where it is not closed already: a key would make a console of it (P27).
 */
export function keepKeysFromEnrolling(room: MendRoom, now: Looked): readonly Proposal[] {
  const { as } = room.ask;
  if (as !== "identity" && as !== "boundary" && as !== "scp") return [];
  if (!now.views.every(({ subject }) => subject.principal.kind === "user")) return [];
  const hasGuard = now.guards.some(({ isBroad, statement }) => isBroad && statement.effect === "Deny");
  if (as === "scp" && !hasGuard) return [];
  const lens = (looked: Looked): readonly GapView[] => (hasGuard ? looked.wide : looked.views);
  const isTokenOpen = lens(now).some((view) =>
    unproven.some((state) => room.openness(view).get(state)?.has(federation) === true),
  );
  return [
    {
      kind: "keys-cannot-enrol",
      statement: null,
      policy: withDeny(now.policy, isTokenOpen ? [federation] : []),
      says: "a stolen key may enrol the first device and then has MFA; now only a console session may enrol",
      isNeeded: (next) =>
        room
          .changes(lens(now), lens(next))
          .some(({ closed }) => closed.some((each) => isEnrolment(each.slice(each.indexOf(" ") + 1)))),
    },
  ];
}

function withDeny(policy: Policy, more: readonly string[]): Policy {
  return withMore(policy, { sid: freeSid(policy, "DenyEnrollingWithAccessKeys"), ...keysCannotEnrol(more) });
}
