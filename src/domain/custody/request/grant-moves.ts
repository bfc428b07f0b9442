// The part of a request's life in which it is a grant.
import { custodyErrors } from "../errors.ts";
import {
  badTransition,
  ended,
  type EventOf,
  type Move,
  moved,
  notTheRequester,
  refusedBy,
  stopped,
  tooEarly,
  type TransitionOutcome,
  withFlags,
} from "./move.ts";
import type { RequestEffect } from "./request-event.ts";
import { holdsGrant, type RequestState } from "./request-state.ts";

/** A grant that releases nothing for so long ends, in seconds. */
export const lapseSeconds = 900;

/** The rule is satisfied: a grant, at once or behind a delay. */
export function satisfied(move: Move, event: EventOf<"satisfy">): TransitionOutcome {
  const { state, now, others } = move;
  if (!isUnapproved(state)) return badTransition(state, event);
  if (event.stops.length > 0) return stopped(event.stops);
  if (state.phase === "pending" && now >= state.expiresAt) {
    return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it expired at ${state.expiresAt}`);
  }
  const holder = others.find(holdsGrant);
  if (holder !== undefined)
    return refusedBy(custodyErrors.CUSTODY_GRANT_LIVE, `${holder.requester}, ${holder.requestId}`);
  const { limits, solo } = event;
  if (solo !== null && solo.toldAt === null) {
    return refusedBy(custodyErrors.CUSTODY_TOO_EARLY, "the broker's own route has not taken the notice");
  }
  if (solo === null && event.approvers.length === 0)
    return refusedBy(custodyErrors.CUSTODY_QUORUM_MISSING, "nobody approved");
  if (event.approvers.includes(state.requester)) return refusedBy(custodyErrors.CUSTODY_SELF_APPROVAL, state.requester);
  const readyFrom = Math.max(now, (solo?.toldAt ?? now) + limits.delaySeconds);
  const isDelayed = readyFrom > now;
  const capabilities = state.capabilities.filter((each) => limits.capabilities.includes(each));
  const change: Partial<RequestState> = {
    phase: isDelayed ? "delayed" : "ready",
    approvers: event.approvers,
    capabilities,
    maxCodes: Math.min(state.maxCodes, limits.maxCodes),
    windowSeconds: Math.min(state.windowSeconds, limits.windowSeconds),
    isByBreakSeal: false,
    delayedUntil: isDelayed ? readyFrom : null,
    readyAt: isDelayed ? null : now,
    bootId: event.bootId,
  };
  const fields = isDelayed ? { until: readyFrom, by: solo === null ? "approvals" : "solo" } : { by: "approvals" };
  const d = { ...fields, approvers: event.approvers };
  return moved(
    move,
    change,
    isDelayed ? "grant.delayed" : "grant.ready",
    "broker",
    d,
    isDelayed ? ["tell-custodians"] : [],
  );
}

/** The delay is over. */
export function delayOver(move: Move, event: EventOf<"delay-over">): TransitionOutcome {
  const { state, now, others } = move;
  if (state.phase !== "delayed" || state.delayedUntil === null) return badTransition(state, event);
  if (now < state.delayedUntil) return tooEarly(state.delayedUntil);
  if (event.stops.length > 0) {
    // READY and REVOKED in one breath: a stop that was kept while the delay ran must not leave the account taken.
    const by = event.stops.map((stop) => stop.by);
    return moved(move, { phase: "revoked" }, "grant.revoked", "broker", { reason: "stopped", by }, ended(state));
  }
  if (!event.isAuthorised) return refusedBy(custodyErrors.CUSTODY_QUORUM_MISSING, "it is no longer authorised");
  const holder = others.find(holdsGrant);
  if (holder !== undefined)
    return refusedBy(custodyErrors.CUSTODY_GRANT_LIVE, `${holder.requester}, ${holder.requestId}`);
  const change = { phase: "ready" as const, readyAt: now, bootId: state.bootId ?? event.bootId };
  return moved(move, change, "grant.ready", "broker", { by: state.isByBreakSeal ? "break_seal" : "delay" });
}

/** Nothing was released for too long. */
export function lapsed(move: Move, event: EventOf<"lapse">): TransitionOutcome {
  const { state, now } = move;
  if (!canLapse(state)) return badTransition(state, event);
  // A release moves an open grant, so the last one was at `movedAt`.
  const since = state.phase === "ready" ? (state.readyAt ?? state.movedAt) : state.movedAt;
  if (now < since + lapseSeconds) return tooEarly(since + lapseSeconds);
  return moved(move, { phase: "lapsed" }, "grant.lapsed", "broker", { reason: "no_release" }, ended(state));
}

/** One release; the first one starts the window. */
export function released(move: Move, event: EventOf<"release">): TransitionOutcome {
  const { state, now } = move;
  if (state.phase !== "ready" && state.phase !== "open") return badTransition(state, event);
  if (event.by !== state.requester) return notTheRequester(state);
  if (!event.isAuthorised) return refusedBy(custodyErrors.CUSTODY_QUORUM_MISSING, "it is no longer authorised");
  const { limits } = event;
  if (!state.capabilities.includes(event.what) || !limits.capabilities.includes(event.what)) {
    return refusedBy(custodyErrors.CUSTODY_NOT_ASKED, event.what);
  }
  const windowSeconds = Math.min(state.windowSeconds, limits.windowSeconds);
  const maxCodes = Math.min(state.maxCodes, limits.maxCodes);
  // The window began when the first release set its end.
  const windowEnds = state.windowEnds === null ? null : state.windowEnds - state.windowSeconds + windowSeconds;
  const ends = windowEnds ?? (state.readyAt ?? now) + lapseSeconds;
  if (now >= ends) return refusedBy(custodyErrors.CUSTODY_TOO_LATE, `it ended at ${ends}`);
  if (event.isRepeat && (state.phase === "ready" || event.what !== "code")) return badTransition(state, event);
  const isCode = event.what === "code" && !event.isRepeat;
  if (isCode && state.codesUsed >= maxCodes) {
    return refusedBy(custodyErrors.CUSTODY_BUDGET_SPENT, `${state.codesUsed} of ${maxCodes}`);
  }
  const change = {
    phase: "open" as const,
    codesUsed: state.codesUsed + (isCode ? 1 : 0),
    maxCodes,
    windowSeconds,
    windowEnds: windowEnds ?? now + windowSeconds,
    flags: withFlags(state, [...event.flags, ...(event.what === "password" ? (["rotation_due"] as const) : [])]),
  };
  const name = event.isRepeat ? "repeat" : event.what === "assume-root" ? "assume_root" : event.what;
  // What only the broker knows of the moment goes into its log, and from there onto every screen.
  const d = event.flags.length === 0 ? event.d : { ...event.d, flags: [...event.flags] };
  return moved(move, change, `release.${name}`, event.by, d);
}

/** The window is over: nothing more is released. */
export function closing(move: Move, by: string): TransitionOutcome {
  const effects: readonly RequestEffect[] = move.state.isSealed ? ["drop-shares", "rekey"] : ["drop-shares"];
  return moved(move, { phase: "closing", closingAt: move.now }, "grant.closing", by, {}, effects);
}

/** PENDING, or DELAYED by a break-seal: no approvals stand behind it. */
export function isUnapproved({ phase, isByBreakSeal }: RequestState): boolean {
  return phase === "pending" || (phase === "delayed" && isByBreakSeal);
}

/** READY, or OPEN where shares were opened. */
export function canLapse({ phase, isSealed }: RequestState): boolean {
  return phase === "ready" || (phase === "open" && isSealed);
}
