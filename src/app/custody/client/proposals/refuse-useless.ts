import { CodedError } from "../../../../domain/core/coded-error.ts";
import { quorumSeconds } from "../../../../domain/custody/documents/document-times.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { isMember, mayApprove, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import { humansOf, isSameHuman } from "../../../../domain/custody/roster/same-human.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";
import type { SeenProposal } from "./see-proposal.ts";

/**
 * Refuses an approval that the broker would not count, before it is signed: of what was stopped or is too old, by its own
 * operator, by a key that may not approve, by somebody in none of the groups that decide. For the documents that sessions
 * are asked under. Throws `CUSTODY_STOPPED`, `CUSTODY_TOO_LATE`, `CUSTODY_SELF_APPROVAL`, `CUSTODY_NOT_ELIGIBLE`.
 */
export function refuseUseless(
  deps: Pick<ClientDeps, "self" | "nowMs">,
  { view }: Pick<Entered, "view">,
  { session, shown, hash }: SeenProposal,
): void {
  if (session === null) return;
  if (shown.isVetoed === true) {
    throw new CodedError(custodyErrors.CUSTODY_STOPPED, {
      detail: hash,
      hint: "A custodian stopped it, and a stop is final. Talk to the others; what is still wanted is planned and put up again.",
    });
  }
  const now = nowSeconds(deps);
  if (now > session.document.at + quorumSeconds) {
    throw new CodedError(custodyErrors.CUSTODY_TOO_LATE, {
      detail: "it was put up more than seven days ago",
      hint: "Approvals no longer count for it: let its operator plan again and put it up anew.",
    });
  }
  const { id, credId } = deps.self.person;
  const person = personOf(view, id);
  const credential = person?.credentials.find((each) => each.credId === credId);
  if (person === null || credential === undefined || !mayApprove(view, person, credential, now)) {
    throw new CodedError(custodyErrors.CUSTODY_NOT_ELIGIBLE, { detail: `${id} is no approver, or not yet` });
  }
  // The roster's quorum may hold the one who asks for a switch; nobody approves a change of contacts of their own.
  if (session.kind === "contacts" && isSameHuman(humansOf(view.persons), id, session.operator.id)) {
    throw new CodedError(custodyErrors.CUSTODY_SELF_APPROVAL, { detail: id });
  }
  const groups = session.needs.flatMap(({ all, any }) => [...(all ?? []), ...(any ?? [])]).map(({ group }) => group);
  if (!groups.some((group) => isMember(view, group, id))) {
    throw new CodedError(custodyErrors.CUSTODY_NOT_ELIGIBLE, {
      detail: `${id} is in none of ${[...new Set(groups)].join(", ")}`,
      hint: "Nothing was signed: it would count for nothing. Somebody of the named groups must approve.",
    });
  }
}
