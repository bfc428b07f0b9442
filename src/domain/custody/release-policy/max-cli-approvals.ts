import type { ReleaseRule } from "../documents/release-policy-document.ts";
import { hasRole, type RosterView } from "../roster/roster-view.ts";
import { votesNeeded } from "../roster/terms-met.ts";

/**
 * How many of the M approvals that a request needs may come from the command line. While fewer than M people hold a
 * passkey it is the rule's number, or M without one; from then on at most M-1, so that one approval is always a tap.
 */
export function maxCliApprovals(rule: ReleaseRule, { persons }: Pick<RosterView, "persons">): number {
  const needed = votesNeeded(rule);
  const field = Math.min(rule.maxCliApprovals ?? needed, needed);
  return passkeyHolders(persons) < needed ? field : Math.min(field, Math.max(0, needed - 1));
}

/** Only people who may approve; the passkey of an auditor makes no approval. */
function passkeyHolders(persons: RosterView["persons"]): number {
  return persons.filter(
    (person) => hasRole(person, "approver") && person.credentials.some(({ kind }) => kind === "passkey"),
  ).length;
}
