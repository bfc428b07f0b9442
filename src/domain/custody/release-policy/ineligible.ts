// Whether one person's word about a request counts at all. The gate asks too, but only the broker's answer matters.
import type { ReleaseRule } from "../documents/release-policy-document.ts";
import type { RequestDocument } from "../documents/request-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import type { VerifiedDecision } from "../roster/quorum-missing.ts";
import { isMember, mayApprove, personOf, type RosterView } from "../roster/roster-view.ts";
import { humansOf, isSameHuman } from "../roster/same-human.ts";

/** A request with its digest and what its account's rules say. */
export interface RequestUnderRules {
  readonly document: RequestDocument;
  readonly hash: string;
  /** The rule that it was made under, and the one in force; both must be satisfied. */
  readonly rules: readonly [ReleaseRule, ReleaseRule];
  /** Whether both release policies say that one person is alone. */
  readonly isSolo: boolean;
}

/** Why an approval or a deny of a request does not count; `null` when it does. */
export function ineligible(
  { document: request, hash, rules }: RequestUnderRules,
  decision: VerifiedDecision,
  view: RosterView,
  nowSeconds: number,
): Refused | null {
  const { document } = decision.read;
  const notEligible = (why: string): Refused =>
    refused(custodyErrors.CUSTODY_NOT_ELIGIBLE, `${decision.person.id}: ${why}`);
  if (document.requestHash !== hash || document.account !== request.account) return notEligible("another request");
  if (document.decision !== "approve" && document.decision !== "deny") return notEligible(document.decision);
  // SECURITY: the person as the roster has them now, not as they were when the signature was verified.
  const person = personOf(view, decision.person.id);
  const credential = person?.credentials.find(({ spki }) => spki === decision.credential.spki);
  if (person === null || credential === undefined) return notEligible("no longer in the roster with this key");
  if (isSelf(request, decision, view)) return refused(custodyErrors.CUSTODY_SELF_APPROVAL, person.id);
  if (!mayApprove(view, person, credential, nowSeconds)) return notEligible("not an approver, or not yet");
  if (document.at < request.createdAt || document.at > request.expiresAt)
    return notEligible("signed outside the request's life");
  const groups = new Set(rules.flatMap(({ all, any }) => [...(all ?? []), ...(any ?? [])].map(({ group }) => group)));
  if (document.decision === "deny") {
    return [...groups].some((group) => isMember(view, group, person.id))
      ? null
      : notEligible("in no group of the rule");
  }
  if (!groups.has(document.group)) return notEligible(`the rule has no group ${JSON.stringify(document.group)}`);
  return isMember(view, document.group, person.id) ? null : notEligible(`not in ${document.group}`);
}

/**
 * SECURITY: self-approval by the person, by a credential or key that is also the requester's, or by an identity that is.
 * A requester who is no longer in the roster is compared by id and by the signing credential alone.
 */
function isSelf(request: RequestDocument, { person, signer, credential }: VerifiedDecision, view: RosterView): boolean {
  const { requester } = request;
  if (person.id === requester.person || signer.cred === requester.cred) return true;
  const owner = personOf(view, requester.person);
  if (
    owner?.credentials.some(({ credId, spki }) => credId === credential.credId || spki === credential.spki) === true
  ) {
    return true;
  }
  return isSameHuman(humansOf(view.persons), person.id, requester.person);
}
