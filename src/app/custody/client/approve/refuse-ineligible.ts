import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { mayApprove, personOf, type RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { humansOf, isSameHuman } from "../../../../domain/custody/roster/same-human.ts";
import type { SeenRequest } from "../request/see-request.ts";

/**
 * Refuses an approval that the broker would not count, before a share is opened: one's own request, or a key that may not
 * approve yet. Throws `CUSTODY_SIGNER_UNKNOWN`, `CUSTODY_SELF_APPROVAL`, `CUSTODY_NOT_ELIGIBLE`.
 */
export function refuseIneligible(
  { request }: Pick<SeenRequest, "request">,
  view: RosterView,
  self: { readonly id: string; readonly credId: string },
  nowSeconds: number,
): void {
  const person = personOf(view, self.id);
  const credential = person?.credentials.find(({ credId }) => credId === self.credId);
  if (person === null || credential === undefined) {
    throw new CodedError(custodyErrors.CUSTODY_SIGNER_UNKNOWN, { detail: self.id });
  }
  const { requester } = request;
  if (requester.cred === self.credId || isSameHuman(humansOf(view.persons), person.id, requester.person)) {
    throw new CodedError(custodyErrors.CUSTODY_SELF_APPROVAL, { detail: person.id });
  }
  if (!mayApprove(view, person, credential, nowSeconds)) {
    throw new CodedError(custodyErrors.CUSTODY_NOT_ELIGIBLE, { detail: `${person.id} is no approver, or not yet` });
  }
}
