// What the broker holds against a request before it gives out a key for it.
import type { ReleasePolicyDocument, ReleaseRule } from "../documents/release-policy-document.ts";
import type { RequestDocument } from "../documents/request-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { ruleOfAccount } from "../release-policy/rule-of-account.ts";
import { hasRole, personOf, type RosterView } from "../roster/roster-view.ts";
import type { Verified } from "../roster/verify-signed.ts";

/** What the broker has pinned. */
export interface PinnedRules {
  readonly view: RosterView;
  readonly policy: ReleasePolicyDocument;
  readonly policyHash: string;
  /** The accounts that have an item in custody. */
  readonly isKnownAccount: (account: string) => boolean;
}

/** The rule that the request lives under, or why it is not taken. */
export type Admission = { readonly status: "admitted"; readonly rule: ReleaseRule } | Refused;

/** Judges a verified request against the pinned roster and release policy; its freshness and nonce are `checkArrival`'s. */
export function admitRequest(request: Verified<RequestDocument>, pinned: PinnedRules, nowSeconds: number): Admission {
  const { document } = request.read;
  const { view, policy, policyHash } = pinned;
  if (document.rosterHash !== view.hash) return refused(custodyErrors.CUSTODY_OTHER_VERSION, "another roster");
  if (document.releasePolicyHash !== policyHash) {
    return refused(custodyErrors.CUSTODY_OTHER_VERSION, "another release policy");
  }
  const person = personOf(view, request.person.id);
  if (!hasRole(person, "requester") || nowSeconds < person.activeFrom) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, `${request.person.id} is no requester`);
  }
  const rule = ruleOfAccount(policy, document.account);
  if (rule === null || !pinned.isKnownAccount(document.account)) {
    return refused(custodyErrors.CUSTODY_NO_RULE, document.account);
  }
  const beyond = document.capabilities.find((each) => !rule.capabilities.includes(each));
  if (beyond !== undefined) return refused(custodyErrors.CUSTODY_NOT_ASKED, `the rule does not allow ${beyond}`);
  if (document.maxCodes > rule.maxCodes) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, `${document.maxCodes} codes, the rule allows ${rule.maxCodes}`);
  }
  if (document.ttlSeconds > rule.window) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, `${document.ttlSeconds} s, the rule allows ${rule.window} s`);
  }
  return { status: "admitted", rule };
}
