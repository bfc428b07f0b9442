import type { Policy, Statement } from "../../../iam/language/policy.ts";
import { requestsLost } from "../requests-lost.ts";
import { unproven } from "../openness.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import type { Proposal } from "../repair.ts";

/** Gives a document in which variables are meant the version in which they are variables (P24). */
export function setVersion(_: MendRoom, now: Looked): readonly Proposal[] {
  if (!meansVariables(now.policy)) return [];
  return [
    {
      kind: "version",
      statement: null,
      policy: { ...now.policy, version: "2012-10-17" },
      says: "Version: without 2012-10-17 a ${variable} is plain text and matches nobody; now it is a variable",
      // INVARIANT: no request passes without MFA that did not pass before, also on other resources of the same action.
      isNeeded: (next) =>
        now.views.every((view, at) => {
          const other = next.views[at];
          if (other === undefined) return false;
          const [before, after] = [
            { policy: now.policy, view },
            { policy: next.policy, view: other },
          ];
          return requestsLost(after, before, unproven).length === 0;
        }),
    },
  ];
}

/** Whether a document of the old version holds texts that look like variables. */
export function meansVariables({ version, statements }: Policy): boolean {
  return version !== "2012-10-17" && statements.some((each) => textsOf(each).some((text) => text.includes("${")));
}

function textsOf({ resources, conditions }: Statement): readonly string[] {
  return [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
}
