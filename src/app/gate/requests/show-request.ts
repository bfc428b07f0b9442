import { sixWords } from "../../../domain/crypto/words.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { hasRole } from "../../../domain/custody/roster/roster-view.ts";
import type { MissingVotes } from "../../../domain/custody/roster/terms-met.ts";
import type { Purpose } from "../../../domain/custody/documents/request-document.ts";
import type { KeptGateRequest, RequestProjection, SaltedText } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { noticeState, type NoticeState } from "../outbox/notice-state.ts";
import type { SignedIn } from "../session/signed-in-person.ts";
import { judgeRequest, readRequest, requestOf } from "./judge-request.ts";

/** What a list shows of a request. */
export interface RequestRow extends Pick<
  RequestProjection,
  "phase" | "flags" | "windowEnds" | "dueAt" | "codesUsed" | "maxCodes"
> {
  readonly requestId: string;
  readonly requestHash: string;
  readonly account: string;
  readonly accountName: string;
  readonly person: string;
  readonly purpose: Purpose;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What a signed-in person may do by the gate's own view; the broker decides. */
export type AllowedAct =
  | "approve"
  | "deny"
  | "veto"
  | "revoke"
  | "break-seal"
  | "seen"
  | "withdraw"
  | "release"
  | "close";

/** Everything about a request. */
export interface ShownRequest extends RequestRow {
  readonly signed: SignedWire;
  readonly words: string;
  readonly reason: SaltedText | null;
  readonly prepared: Extract<BrokerReply<"prepare">, { readonly status: "done" }> | null;
  readonly approvals: readonly SignedWire[];
  readonly missing: readonly MissingVotes[];
  readonly tooManyCli: boolean;
  readonly notices: readonly NoticeState[];
  readonly passwordShares: StoredSplit | null;
  readonly allowed: readonly AllowedAct[];
}

/** Requests, newest first. Those that the broker has not taken are not shown. */
export const listRequests =
  (gate: Gate) =>
  (filter: { readonly account?: string; readonly open?: boolean }): readonly RequestRow[] =>
    gate.store.requests
      .list({ ...filter, most: 200 })
      .filter(({ prepared, projection }) => prepared?.status === "done" || projection.brokerIndex >= 0)
      .map((kept) => rowOf(kept));

/** One request as this person sees it. Throws `GATE_NOT_FOUND`. */
export const showRequest =
  (gate: Gate) =>
  (requestId: string, by: SignedIn): ShownRequest => {
    const kept = requestOf(gate, requestId);
    const { digest, document } = readRequest(kept);
    const { store } = gate;
    const isPending = kept.projection.phase === "pending";
    const verdict = isPending ? judgeRequest(gate, kept, "release") : null;
    const version = gate.passwords.get(kept.account);
    const isAsked = document.capabilities.includes("password");
    const password = version === undefined || !isAsked ? null : store.passwords.version(kept.account, version);
    return {
      ...rowOf(kept),
      signed: kept.signed,
      words: sixWords(digest),
      reason: kept.reason,
      prepared: kept.prepared?.status === "done" ? kept.prepared : null,
      approvals: store.decisions.of(kept.requestHash).map(({ signed }) => signed),
      missing: verdict?.status === "unsatisfied" ? verdict.missing : [],
      tooManyCli: verdict?.status === "unsatisfied" && verdict.tooManyCli,
      notices: store.outbox.of(requestId).map((row) => noticeState(row)),
      passwordShares: password?.split ?? null,
      allowed: allowedFor(kept, by),
    };
  };

function rowOf(kept: KeptGateRequest): RequestRow {
  const { requestId, requestHash, account, person, createdAt, projection } = kept;
  const { accountName, purpose, expiresAt } = readRequest(kept).document;
  const { phase, flags, windowEnds, dueAt, codesUsed, maxCodes } = projection;
  const standing = { phase, flags, windowEnds, dueAt, codesUsed, maxCodes };
  return { requestId, requestHash, account, accountName, person, purpose, createdAt, expiresAt, ...standing };
}

function allowedFor({ person, projection }: KeptGateRequest, by: SignedIn): readonly AllowedAct[] {
  const { phase, flags } = projection;
  const isOwn = by.person.id === person;
  const isApprover = hasRole(by.person, "approver") && !isOwn;
  const isCustodian = hasRole(by.person, "custodian");
  const isSealBroken = flags.includes("break_seal");
  const isPending = phase === "pending";
  const isGrant = phase === "ready" || phase === "open";
  const acts: readonly (readonly [AllowedAct, boolean])[] = [
    ["approve", isApprover && (isPending || (phase === "delayed" && isSealBroken))],
    ["deny", isApprover && isPending],
    ["veto", isCustodian && (phase === "delayed" || (isPending && isSealBroken))],
    ["revoke", (isApprover || isCustodian) && isGrant],
    ["break-seal", isOwn && isPending && !isSealBroken],
    ["seen", isCustodian && !isOwn && isPending && isSealBroken],
    ["withdraw", isOwn && (isPending || phase === "delayed" || phase === "ready")],
    ["release", isOwn && isGrant],
    ["close", isOwn && (phase === "open" || phase === "closing")],
  ];
  return acts.filter(([, isAllowed]) => isAllowed).map(([act]) => act);
}
