// Whether a request may become, or stay, a grant. The one place where approvals turn into a yes; asked when the grant is
// made and again at every release, so that a removal or a narrower rule counts at once.
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { isFresh } from "../documents/document-times.ts";
import { newestOfEachHuman, type VerifiedDecision } from "../roster/quorum-missing.ts";
import { hasRole, personOf, type RosterView } from "../roster/roster-view.ts";
import { type MissingVotes, termsMet } from "../roster/terms-met.ts";
import { ineligible, type RequestUnderRules } from "./ineligible.ts";
import { maxCliApprovals } from "./max-cli-approvals.ts";
import { type GrantLimits, narrowestLimits } from "./narrowest-limits.ts";

/** What the approvals of a request come to. */
export type ApprovalsVerdict =
  | {
      readonly status: "satisfied";
      readonly limits: GrantLimits;
      readonly counted: readonly VerifiedDecision[];
      /** Nobody else agreed: the delay counts only from a notice that the broker's own route took. */
      readonly isSolo: boolean;
    }
  | {
      readonly status: "unsatisfied";
      readonly missing: readonly MissingVotes[];
      /** There are enough, but too few of them by passkey. */
      readonly tooManyCli: boolean;
    }
  /** One eligible deny is enough. */
  | { readonly status: "denied"; readonly by: string }
  | Refused;

/** One person alone waits at least so long, in seconds, while everybody who was told can still act. */
export const soloDelaySeconds = 600;

/** What the approvals are judged by. */
export interface ApprovalsQuestion {
  readonly request: RequestUnderRules;
  readonly decisions: readonly VerifiedDecision[];
  readonly view: RosterView;
  readonly nowSeconds: number;
  /** At the grant the newest approval must be fresh; at a release they were judged already. */
  readonly when: "grant" | "release";
}

/** Judges the approvals of a request under the rule of then and the rule of now. */
export function judgeApprovals({ request, decisions, view, nowSeconds, when }: ApprovalsQuestion): ApprovalsVerdict {
  const requester = personOf(view, request.document.requester.person);
  if (!hasRole(requester, "requester") || nowSeconds < requester.activeFrom) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, `${request.document.requester.person} is no requester`);
  }
  // A request signed with a key that is no longer theirs is nobody's.
  if (!requester.credentials.some(({ credId }) => credId === request.document.requester.cred)) {
    return refused(custodyErrors.CUSTODY_SIGNER_UNKNOWN, `${requester.id} no longer has that key`);
  }
  const eligible = decisions.filter((decision) => ineligible(request, decision, view, nowSeconds) === null);
  // SECURITY: any deny, also one that an approval of the same person follows; a deny ends the request for good.
  const denied = eligible.find(({ read: { document } }) => document.decision === "deny");
  if (denied !== undefined) return { status: "denied", by: denied.person.id };
  const counted = newestOfEachHuman(eligible, view);
  const [then, now] = request.rules;
  const limits = narrowestLimits(then, now);
  const missing = request.document.capabilities.find((each) => !limits.capabilities.includes(each));
  if (missing !== undefined) return refused(custodyErrors.CUSTODY_NOT_ASKED, `the rule does not allow ${missing}`);
  if (request.isSolo) {
    const delaySeconds = Math.max(limits.delaySeconds, soloDelaySeconds);
    return { status: "satisfied", limits: { ...limits, delaySeconds }, counted: [], isSolo: true };
  }
  const votes = counted.map(({ read: { document }, signer }) => ({
    group: document.group,
    isCli: signer.via === "cli",
  }));
  for (const rule of [then, now]) {
    const verdict = termsMet(rule, votes, maxCliApprovals(rule, view));
    if (verdict.status === "unmet") {
      return { status: "unsatisfied", missing: verdict.missing, tooManyCli: verdict.tooManyCli };
    }
  }
  const newest = Math.max(...counted.map(({ read: { document } }) => document.at));
  if (when === "grant" && !isFresh(newest, nowSeconds)) {
    return refused(custodyErrors.CUSTODY_STALE, `the newest approval is ${nowSeconds - newest} s old`);
  }
  return { status: "satisfied", limits, counted, isSolo: false };
}
