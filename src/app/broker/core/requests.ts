// A request of the store under the rules of now: the evidence that the state machine is given.
import type { RequestDocument } from "../../../domain/custody/documents/request-document.ts";
import type { ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { RequestUnderRules } from "../../../domain/custody/release-policy/ineligible.ts";
import { type ApprovalsVerdict, judgeApprovals } from "../../../domain/custody/release-policy/judge-approvals.ts";
import { type GrantLimits, narrowestLimits } from "../../../domain/custody/release-policy/narrowest-limits.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import { type AccountOutcome, moveRequest } from "../../../domain/custody/request/move-request.ts";
import type { LogDraft, RequestEffect, RequestEvent, Stop } from "../../../domain/custody/request/request-event.ts";
import type { RequestState } from "../../../domain/custody/request/request-state.ts";
import { stopCounts } from "../../../domain/custody/request/stop-counts.ts";
import { hasRole, personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { VerifiedDecision } from "../../../domain/custody/roster/quorum-missing.ts";
import type { KeptRequest } from "../../../world/store/broker/broker-store.ts";
import { refuse } from "../insist.ts";
import type { BrokerCore } from "./broker-core.ts";
import { verifyAgain } from "./intake.ts";

/** The request document as it was signed. */
export function documentOf({ request }: KeptRequest): RequestDocument {
  return readCustodyDocumentOf("rw.request/v1", bytesOf(request.document)).document;
}

/** The kept request of this digest. Refuses with `CUSTODY_NOT_ASKED`. */
export function insistRequest(core: BrokerCore, requestHash: string): KeptRequest {
  return core.deps.store.requests.byHash(requestHash) ?? refuse(custodyErrors.CUSTODY_NOT_ASKED, "no such request");
}

/** The request under the rule that it was made under and the one in force. Refuses with `CUSTODY_NO_RULE`. */
export function underRules(core: BrokerCore, kept: KeptRequest): RequestUnderRules {
  const document = documentOf(kept);
  const now = core.policy().document;
  const then = core.policyOf(document.releasePolicyHash)?.document;
  const rules = [then, now].map((policy) => (policy === undefined ? null : ruleOfAccount(policy, document.account)));
  const [first, second] = rules;
  if (!first || !second) refuse(custodyErrors.CUSTODY_NO_RULE, document.account);
  const isSolo = now.solo && then?.solo === true;
  return { document, hash: kept.state.requestHash, rules: [first, second], isSolo };
}

/** What the approvals of a request come to, as of now. */
export function verdictOn(
  core: BrokerCore,
  request: RequestUnderRules,
  decisions: readonly VerifiedDecision[],
  when: "grant" | "release",
): ApprovalsVerdict {
  return judgeApprovals({ request, decisions, view: core.view(), nowSeconds: core.now(), when });
}

/** Whether a grant may still act, and within what. */
export function standing(core: BrokerCore, kept: KeptRequest): { isAuthorised: boolean; limits: GrantLimits } {
  const request = underRules(core, kept);
  const limits = narrowestLimits(...request.rules);
  // Taken while the log could not be written; the machine has not seen it.
  if (stopsOf(core, kept).some(({ kind }) => kind === "revoke")) return { isAuthorised: false, limits };
  if (kept.state.isByBreakSeal) {
    const isAllowed = request.rules.every(({ breakSeal }: ReleaseRule) => breakSeal.allowed);
    return { isAuthorised: isAllowed && isStillRequester(core, request.document), limits };
  }
  const verdict = verdictOn(core, request, verifyAgain(core, kept.decisions), "release");
  return verdict.status === "satisfied"
    ? { isAuthorised: true, limits: verdict.limits }
    : { isAuthorised: false, limits };
}

/** Whether the requester is still one, with the key that signed. */
export function isStillRequester(core: BrokerCore, { requester }: RequestDocument): boolean {
  const person = personOf(core.view(), requester.person);
  return (
    hasRole(person, "requester") &&
    core.now() >= person.activeFrom &&
    person.credentials.some(({ credId }) => credId === requester.cred)
  );
}

/** The stops that came earlier and count against it. */
export function stopsAgainst(
  core: BrokerCore,
  requestHash: string,
  question: { rules: readonly ReleaseRule[]; requester: string; approvers: readonly string[] },
): readonly Stop[] {
  const stops = core.deps.store.stops.of(requestHash);
  return stops.filter((stop) => stopCounts(stop, { ...question, view: core.view() }));
}

/** The same for a kept request, with those whose approval stands. */
export function stopsOf(core: BrokerCore, kept: KeptRequest): readonly Stop[] {
  const { requester, approvers, requestHash } = kept.state;
  return stopsAgainst(core, requestHash, { rules: underRules(core, kept).rules, requester, approvers });
}

/** What events do to the requests of an account; or why not, with what is to be logged and kept of that. */
export type Moved =
  | {
      readonly status: "moved";
      readonly state: RequestState | null;
      readonly write: () => void;
      readonly log: readonly LogDraft[];
      readonly effects: readonly { readonly state: RequestState; readonly effect: RequestEffect }[];
    }
  | Extract<AccountOutcome, { readonly status: "refused" }>;

/** Applies events to one request, one after another, with what they do to the others of its account. */
export function move(
  core: BrokerCore,
  kept: KeptRequest,
  events: readonly RequestEvent[],
  change: Partial<KeptRequest> = {},
): Moved {
  return apply(core, kept.state, kept.state, { ...kept, ...change }, events);
}

/** The first event of a request that is not there yet. */
export function create(
  core: BrokerCore,
  event: Extract<RequestEvent, { readonly kind: "create" }>,
  kept: Omit<KeptRequest, "state">,
): Moved {
  return apply(core, event.facts, null, kept, [event]);
}

function apply(
  core: BrokerCore,
  { requestId, account }: Pick<RequestState, "requestId" | "account">,
  before: RequestState | null,
  kept: Omit<KeptRequest, "state">,
  events: readonly RequestEvent[],
): Moved {
  const { requests } = core.deps.store;
  const others = requests.live(account).filter((each) => each.state.requestId !== requestId);
  let states: readonly RequestState[] = others.map(({ state }) => state);
  if (before !== null) states = [...states, before];
  const log: LogDraft[] = [];
  const effects: { state: RequestState; effect: RequestEffect }[] = [];
  let state = before;
  for (const event of events) {
    const outcome = moveRequest(states, requestId, event, core.now());
    if (outcome.status === "refused") return outcome;
    ({ requests: states } = outcome);
    ({ state } = outcome.moved);
    log.push(...outcome.log);
    for (const each of [outcome.moved, ...outcome.superseded]) {
      effects.push(...each.effects.map((effect) => ({ state: each.state, effect })));
    }
  }
  const write = (): void => {
    if (state !== null) requests.put({ ...kept, state });
    for (const other of others) {
      const next = states.find((each) => each.requestId === other.state.requestId);
      if (next !== undefined && next !== other.state) requests.put({ ...other, state: next });
    }
  };
  return { status: "moved", state, write, log, effects };
}
