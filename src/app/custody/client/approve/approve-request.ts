// An approval. What is shown comes from the requester's bytes; what is signed names their digest; what is re-encrypted goes
// to keys that stand inside signed documents: the broker's for this request, and the requester's own.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Decided, ReSealedShares } from "../ports/gate.ts";
import type { Entered } from "../signing/enter.ts";
import { type SeenRequest, seeRequest } from "../request/see-request.ts";
import { brokerKeyFor } from "./broker-key.ts";
import { checkSubmitted } from "./check-submitted.ts";
import { chooseGroup } from "./choose-group.ts";
import { moveShare } from "./move-share.ts";
import { holdsShare } from "./own-share.ts";
import { refuseIneligible } from "./refuse-ineligible.ts";
import { passwordSplitId } from "./password-split-id.ts";

/** How a person approves. */
export interface ApprovalAsk {
  readonly requestId: string;
  /** Words that were read over another channel; `null` when none were. */
  readonly words: string | null;
  readonly group: string | null;
  /** Shows the request and asks the person; `false` ends without a signature. */
  readonly confirm: (seen: SeenRequest) => Promise<boolean>;
}

/** What came of it. */
export type Approved =
  | { readonly status: "approved"; readonly seen: SeenRequest; readonly group: string; readonly decided: Decided }
  | { readonly status: "left"; readonly seen: SeenRequest };

/** Approves a request. Throws `CLIENT_*` and the rows of what does not count, before anything is signed or opened. */
export async function approveRequest(deps: ClientDeps, entered: Entered, ask: ApprovalAsk): Promise<Approved> {
  const { gate, self } = deps;
  const seen = await seeRequest(gate, entered, ask.requestId);
  const { request, requestHash, rule, shown } = seen;
  if (ask.words !== null && sameWords(ask.words) !== seen.words) throw new CodedError(clientErrors.CLIENT_WORDS_DIFFER);
  if (nowSeconds(deps) >= request.expiresAt) {
    throw new CodedError(custodyErrors.CUSTODY_TOO_LATE, { detail: `it expired at ${request.expiresAt}` });
  }
  const question = { rule, view: entered.view, person: self.person.id, missing: shown.missing, asked: ask.group };
  const group = chooseGroup(question);
  refuseIneligible(seen, entered.view, self.person, nowSeconds(deps));
  const brokerKey = needsBrokerKey(seen)
    ? brokerKeyFor(seen, shown.prepared?.brokerKey, entered, nowSeconds(deps))
    : "";
  if (!(await ask.confirm(seen))) return { status: "left", seen };
  const shares = await reSealed(deps, seen, brokerKey);
  const { wire } = await entered.hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account: request.account,
    requestHash,
    decision: "approve" as const,
    group,
    approver: signer,
    brokerKey,
    brokerCheckpoint: entered.brokerCheckpoint,
  }));
  const decided = await gate.decide(request.requestId, wire, shares);
  checkSubmitted(decided, entered, requestHash);
  return { status: "approved", seen, group, decided };
}

/** Shares go to the broker where the seed of the account is sealed and a code is asked for. */
function needsBrokerKey({ rule, request }: SeenRequest): boolean {
  return rule.sealed.includes("S") && request.capabilities.includes("code");
}

/** Opens the own shares and seals them to those who may combine them. */
async function reSealed(deps: ClientDeps, seen: SeenRequest, brokerKey: string): Promise<ReSealedShares> {
  const { rule, request, shown } = seen;
  const isAsked = {
    S: needsBrokerKey(seen),
    P: rule.sealed.includes("P") && request.capabilities.includes("password"),
  };
  const split = { S: shown.prepared?.split, P: shown.passwordShares };
  const person = deps.self.person.id;
  const isHolder = { S: holdsShare(split.S, person), P: holdsShare(split.P, person) };
  // Whoever holds none of them approves all the same: a rule can ask for people beside the holders.
  const made: { P?: string; S?: string } = {};
  if (isAsked.S && isHolder.S && split.S !== undefined) {
    made.S = (await moveShare(deps, { split: split.S, vault: "S", splitId: null, to: brokerKey })).file;
  }
  if (isAsked.P && isHolder.P && split.P !== null) {
    const { account, deployment } = request;
    const item = (await deps.gate.accounts()).find((each) => each.account === account)?.P ?? null;
    // Whatever version the gate names, it is one of this account.
    const splitId = passwordSplitId(deployment, account, item?.version ?? 1);
    made.P = (await moveShare(deps, { split: split.P, vault: "P", splitId, to: request.recipientP })).file;
  }
  return made;
}

/** Words as people type what they hear: any case, any spaces or hyphens between. */
function sameWords(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .split(/[\s,-]+/)
    .join(" ");
}
