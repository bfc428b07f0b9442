import type { ReleaseRule } from "../documents/release-policy-document.ts";
import { hasRole, isMember, personOf, type RosterView } from "../roster/roster-view.ts";
import type { Stop } from "./request-event.ts";

/** What a kept stop is held against once there is a request. */
export interface StopQuestion {
  readonly rules: readonly ReleaseRule[];
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly view: RosterView;
}

/**
 * Whether a stop that was kept counts against this request: a veto by a custodian, a deny by an approver in one of the
 * rule's groups other than the requester, a revoke by a custodian or by somebody whose approval stands.
 */
export function stopCounts({ kind, by }: Stop, { rules, requester, approvers, view }: StopQuestion): boolean {
  const person = personOf(view, by);
  switch (kind) {
    case "veto":
      return hasRole(person, "custodian");
    case "revoke":
      return hasRole(person, "custodian") || (hasRole(person, "approver") && approvers.includes(by));
    case "deny": {
      if (by === requester || !hasRole(person, "approver")) return false;
      const terms = rules.flatMap(({ all, any }) => [...(all ?? []), ...(any ?? [])]);
      return terms.some(({ group }) => isMember(view, group, by));
    }
  }
}
