import { CodedError } from "../../../domain/core/coded-error.ts";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Phase } from "../../../domain/custody/request/request-state.ts";
import { ineligible } from "../../../domain/custody/release-policy/ineligible.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { MissingVotes } from "../../../domain/custody/roster/terms-met.ts";
import type { KeptDecision, KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { insistNone, refuse } from "../core/refuse.ts";
import { viewOf } from "../core/rules.ts";
import { actorOf, insistNew, spend, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { followLater } from "../follow/follow-later.ts";
import { judgeRequest, requestOf, underRules } from "./judge-request.ts";
import { passStop } from "./pass-stop.ts";

/** The shares that an approver re-encrypted, base64url. */
export interface DecisionShares {
  readonly P?: string | undefined;
  readonly S?: string | undefined;
}

/** What a decision led to. */
export interface Decided {
  readonly phase: Phase;
  readonly missing: readonly MissingVotes[];
  readonly tooManyCli: boolean;
  readonly submitted?: BrokerReply<"apply">;
}

/**
 * Takes one person's word about a request. An approval that completes the rule makes the grant in the same call: at the
 * broker the newest approval must be fresh. Deny, veto and revoke go to the broker first, whatever state the gate is in.
 */
export const decide =
  (gate: Gate) =>
  async (requestId: string, signed: SignedWire, shares: DecisionShares): Promise<Decided> => {
    const verified = verifyAs(gate, "rw.approval/v1", signed);
    const kept = requestOf(gate, requestId);
    const { document } = verified.read;
    if (document.requestHash !== kept.requestHash) refuse(custodyErrors.CUSTODY_NOT_ASKED, "another request");
    if (document.decision !== "approve") {
      const submitted = await passStop(gate, kept, verified, signed);
      return outcome(gate, requestId, submitted);
    }
    takeApproval(gate, kept, verified, signed, shares);
    const verdict = judgeRequest(gate, kept, "grant");
    if (verdict.status === "satisfied" && !verdict.isSolo) {
      return outcome(gate, requestId, await submitGrant(gate, kept));
    }
    return outcome(gate, requestId);
  };

/** Sends request, approvals and shares to the broker: `apply` of the grant. */
export async function submitGrant(gate: Gate, kept: KeptGateRequest): Promise<BrokerReply<"apply">> {
  const reply = await applyGrant(gate, kept);
  await followLater(gate);
  return reply;
}

/** The approval is kept whatever comes of this: a broker that is away is asked again while the newest approval is fresh. */
async function applyGrant(gate: Gate, kept: KeptGateRequest): Promise<BrokerReply<"apply">> {
  const words = newestOfEach(gate.store.decisions.of(kept.requestHash));
  try {
    return await gate.broker.ask({
      verb: "apply",
      signed: kept.signed,
      approvals: words.map(({ signed }) => signed),
      shares: words.flatMap(({ shareS }) => (shareS === null ? [] : [shareS])),
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { status: "refused", error: error.row.code, detail: error.detail ?? "" };
  }
}

function takeApproval(
  gate: Gate,
  kept: KeptGateRequest,
  verified: Verified<DocumentOf<"rw.approval/v1">>,
  signed: SignedWire,
  shares: DecisionShares,
): void {
  const { document, hash } = verified.read;
  const { store } = gate;
  if (kept.prepared?.status !== "done") refuse(gateErrors.GATE_NOT_PREPARED, kept.requestId);
  if (kept.projection.phase !== "pending" && !kept.projection.flags.includes("break_seal")) {
    refuse(custodyErrors.CUSTODY_BAD_TRANSITION, `approve while ${kept.projection.phase}`);
  }
  insistNew(gate, verified);
  const now = nowSeconds(gate);
  insistNone(ineligible(underRules(gate, kept), verified, viewOf(gate.rules, now), now));
  const decision: KeptDecision = {
    hash,
    requestHash: kept.requestHash,
    person: verified.person.id,
    decision: document.decision,
    signed,
    shareP: shares.P ?? null,
    shareS: shares.S ?? null,
  };
  record(gate, (tell) => {
    store.decisions.add(decision);
    spend(gate, verified);
    const d = { requestHash: kept.requestHash, approvalHash: hash, group: document.group, decision: document.decision };
    tell({ type: "approval.signed", actor: actorOf(verified), account: kept.account, request: kept.requestId, d });
  });
}

/** Of several approvals of a person the newest, with its shares: who signs again re-encrypts again. */
function newestOfEach(decisions: readonly KeptDecision[]): readonly KeptDecision[] {
  const approvals = decisions.filter(({ decision }) => decision === "approve");
  return [...new Map(approvals.map((each) => [each.person, each])).values()];
}

function outcome(gate: Gate, requestId: string, submitted?: BrokerReply<"apply">): Decided {
  const kept = requestOf(gate, requestId);
  const { phase } = kept.projection;
  const verdict = phase === "pending" ? judgeRequest(gate, kept, "release") : null;
  const isUnmet = verdict?.status === "unsatisfied";
  return {
    phase,
    missing: isUnmet ? verdict.missing : [],
    tooManyCli: isUnmet && verdict.tooManyCli,
    ...(submitted === undefined ? {} : { submitted }),
  };
}
