// The part of a request's life before it is a grant.
import { custodyErrors } from "../errors.ts";
import {
  badTransition,
  decisionFields,
  draft,
  ended,
  type EventOf,
  type Move,
  moved,
  notTheRequester,
  refusedBy,
  stopped,
  type TransitionOutcome,
  withFlags,
} from "./move.ts";
import { isLive, type RequestState } from "./request-state.ts";

/** A new request, unless the person has a live one for the account. */
export function created(event: EventOf<"create">, now: number, others: readonly RequestState[]): TransitionOutcome {
  const { facts, limits } = event;
  if (event.stops.length > 0) return stopped(event.stops);
  if (others.some((other) => other.requester === facts.requester && isLive(other))) {
    return refusedBy(custodyErrors.CUSTODY_REQUEST_LIVE, `${facts.requester}, ${facts.account}`);
  }
  if (now >= facts.expiresAt) return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it expired at ${facts.expiresAt}`);
  const state: RequestState = {
    ...facts,
    phase: "pending",
    capabilities: limits.capabilities,
    maxCodes: Math.min(event.maxCodes, limits.maxCodes),
    codesUsed: 0,
    windowSeconds: Math.min(event.ttlSeconds, limits.windowSeconds),
    approvers: [],
    breakSeal: null,
    isByBreakSeal: false,
    delayedUntil: null,
    readyAt: null,
    windowEnds: null,
    closingAt: null,
    bootId: null,
    flags: event.isOffline ? ["idp_offline"] : [],
    movedAt: now,
  };
  const { purpose, reasonHash, releasePolicyHash } = facts;
  const d = { purpose, reasonHash, releasePolicyHash, capabilities: limits.capabilities };
  return {
    status: "moved",
    state,
    log: [
      draft(state, "request.created", facts.requester, { ...d, ttl: state.windowSeconds, maxCodes: state.maxCodes }),
    ],
    effects: [],
  };
}

/** One more approval; a newer one of the same person takes the place of the older. */
export function approved(move: Move, event: EventOf<"approve">): TransitionOutcome {
  const { state, now } = move;
  if (state.phase !== "pending") return badTransition(state, event);
  if (event.by === state.requester) return refusedBy(custodyErrors.CUSTODY_SELF_APPROVAL, event.by);
  if (now >= state.expiresAt) return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it expired at ${state.expiresAt}`);
  const approvers = [...state.approvers.filter((person) => person !== event.by), event.by];
  const flags = withFlags(state, event.isOffline ? ["idp_offline"] : []);
  return moved(move, { approvers, flags }, "approval.signed", event.by, {
    ...decisionFields(event),
    group: event.group,
  });
}

/** The requester starts the long way; the timer does not run yet. */
export function brokenSeal(move: Move, event: EventOf<"break-seal">): TransitionOutcome {
  const { state, now } = move;
  if (state.phase !== "pending" || state.breakSeal !== null) return badTransition(state, event);
  if (event.by !== state.requester) return notTheRequester(state);
  if (!event.isAllowed || state.isSealed) return refusedBy(custodyErrors.CUSTODY_BREAK_SEAL_FORBIDDEN, state.account);
  if (!event.hasDirectVeto) return refusedBy(custodyErrors.CUSTODY_NO_DIRECT_VETO, state.account);
  if (now >= state.expiresAt) return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it expired at ${state.expiresAt}`);
  const { delaySeconds } = event;
  const change = { breakSeal: { delaySeconds, startedAt: null }, flags: withFlags(state, ["break_seal"]) };
  return moved(move, change, "request.break_seal", event.by, { delaySeconds }, ["tell-custodians"]);
}

/** The timer of a break-seal starts with this entry of the broker's own log. */
export function timerStarted(move: Move, by: string): TransitionOutcome {
  const { state, now } = move;
  if (state.breakSeal === null) return badTransition(state, { kind: "told" });
  if (now >= state.expiresAt) return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it expired at ${state.expiresAt}`);
  const delayedUntil = now + state.breakSeal.delaySeconds;
  const next: RequestState = {
    ...state,
    phase: "delayed",
    breakSeal: { ...state.breakSeal, startedAt: now },
    isByBreakSeal: true,
    delayedUntil,
    flags: withFlags(state, ["review_due"]),
    movedAt: now,
  };
  const log = [
    draft(state, "request.seen", by, {}),
    draft(state, "grant.delayed", "broker", { until: delayedUntil, by: "break_seal" }),
  ];
  return { status: "moved", state: next, log, effects: ["tell-custodians"] };
}

/** The requester takes the request back. */
export function withdrawn(move: Move, event: EventOf<"withdraw">): TransitionOutcome {
  const { state } = move;
  if (state.phase !== "pending" && state.phase !== "delayed" && state.phase !== "ready")
    return badTransition(state, event);
  if (event.by !== state.requester) return notTheRequester(state);
  return moved(move, { phase: "withdrawn" }, "request.withdrawn", event.by, {}, ended(state));
}
