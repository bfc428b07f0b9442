import type { ErrorRow } from "../../core/error-row.ts";
import { custodyErrors } from "../errors.ts";
import type { LogDraft, LogFields, RequestEffect, RequestEvent, Stop } from "./request-event.ts";
import { isTerminal, type RequestFlag, type RequestState } from "./request-state.ts";

/** What an event did. A stop that has nothing to stop yet is refused and must be kept. */
export type TransitionOutcome =
  | {
      readonly status: "moved";
      readonly state: RequestState;
      readonly log: readonly LogDraft[];
      readonly effects: readonly RequestEffect[];
    }
  | {
      readonly status: "refused";
      readonly row: ErrorRow;
      readonly detail: string;
      readonly log: readonly LogDraft[];
      readonly keep: Stop | null;
    };

/** One request at one moment, among the others of its account. */
export /**
 * The next state of a request, what is to be logged and done; or why the event is refused, and nothing changes. `others`
 * are the other requests of the account. Time before the last move counts as that move's.
 */
export function transition(
  state: RequestState | null,
  event: RequestEvent,
  nowSeconds: number,
  others: readonly RequestState[] = [],
): TransitionOutcome {
  if (state === null) return event.kind === "create" ? created(event, nowSeconds, others) : badTransition(null, event);
  // INVARIANT: a clock that was set back reopens no window.
  const now = Math.max(nowSeconds, state.movedAt);
  const move = { state, now, others };
  switch (event.kind) {
    case "create":
      return badTransition(state, event);
    case "approve":
      return approved(move, event);
    case "break-seal":
      return brokenSeal(move, event);
    case "deny":
      if (state.phase !== "pending") return badTransition(state, event);
      return moved(move, { phase: "denied" }, "approval.denied", event.by, decisionFields(event), ["drop-shares"]);
    case "supersede":
      if (!isUnapproved(state)) return badTransition(state, event);
      return moved(move, { phase: "superseded" }, "request.superseded", "broker", { by: event.by }, ["drop-shares"]);
    case "withdraw":
      return withdrawn(move, event);
    case "expire":
      if (state.phase !== "pending") return badTransition(state, event);
      if (now < state.expiresAt) return tooEarly(state.expiresAt);
      return moved(move, { phase: "expired" }, "request.expired", "broker", {}, ["drop-shares"]);
    case "satisfy":
      return satisfied(move, event);
    case "seen":
      if (!isWaitingToBeSeen(state)) return badTransition(state, event);
      if (event.isRequester || event.by === state.requester) {
        return refusedBy(custodyErrors.CUSTODY_ROLE_MISSING, "another custodian must have seen it");
      }
      return timerStarted(move, event.by);
    case "told":
      return isWaitingToBeSeen(state) ? timerStarted(move, "broker") : badTransition(state, event);
    case "veto":
      if (state.phase !== "delayed" && !isWaitingToBeSeen(state)) return badTransition(state, event);
      return moved(move, { phase: "vetoed" }, "request.vetoed", event.by, decisionFields(event), ended(state));
    case "delay-over":
      return delayOver(move, event);
    case "lapse":
      return lapsed(move, event);
    case "restart":
      if (!canLapse(state)) return badTransition(state, event);
      return moved(
        move,
        { phase: "lapsed", flags: withFlags(state, state.isSealed ? ["rekey_due"] : []) },
        "grant.lapsed",
        "broker",
        { reason: "broker_restart" },
        ended(state),
      );
    case "release":
      return released(move, event);
    case "revoke":
      if (state.phase !== "ready" && state.phase !== "open") return badTransition(state, event);
      if (!event.isCustodian && !state.approvers.includes(event.by)) {
        return refusedBy(custodyErrors.CUSTODY_ROLE_MISSING, `${event.by} did not approve it and is no custodian`);
      }
      return moved(move, { phase: "revoked" }, "grant.revoked", event.by, decisionFields(event), ended(state));
    case "requester-removed":
      if (state.phase !== "ready" && state.phase !== "open") return badTransition(state, event);
      return moved(
        move,
        { phase: "revoked" },
        "grant.revoked",
        "broker",
        { reason: "requester_removed" },
        ended(state),
      );
    case "resync":
      if (isTerminal(state.phase)) return badTransition(state, event);
      return moved(move, { phase: "revoked" }, "grant.revoked", "broker", { reason: "resync" }, ended(state));
    case "end-window":
      if (state.phase !== "open") return badTransition(state, event);
      if (event.by !== state.requester) return notTheRequester(state);
      return closing(move, event.by);
    case "window-over":
      if (state.phase !== "open" || state.windowEnds === null) return badTransition(state, event);
      return now < state.windowEnds ? tooEarly(state.windowEnds) : closing(move, "broker");
    case "close":
      if (state.phase !== "closing") return badTransition(state, event);
      if (event.by !== state.requester) return notTheRequester(state);
      return moved(move, { phase: "closed" }, "grant.closed", event.by, { statementHash: event.statementHash }, []);
    case "statement-missing": {
      if (state.phase !== "closing" || state.closingAt === null) return badTransition(state, event);
      const due = state.closingAt + statementSeconds;
      if (now < due) return tooEarly(due);
      return moved(move, { phase: "closed" }, "grant.closed", "broker", { statement: "missing" }, ["page"]);
    }
  }
}

interface Move {
  readonly state: RequestState;
  readonly now: number;
  readonly others: readonly RequestState[];
}

/** The events of one kind. */
export type EventOf<K extends RequestEvent["kind"]> = Extract<RequestEvent, { readonly kind: K }>;

/** The request as it is after a move, with its one log entry. */
export function decisionFields(event: {
  readonly approvalHash: string;
  readonly signature: string;
  readonly kind: string;
}): LogFields {
  return { approvalHash: event.approvalHash, signature: event.signature, decision: event.kind };
}

function moved(
  { state, now }: Move,
  change: Partial<RequestState>,
  type: string,
  by: string,
  d: LogFields,
  effects: readonly RequestEffect[] = [],
): TransitionOutcome {
  const next: RequestState = { ...state, ...change, movedAt: now };
  return { status: "moved", state: next, log: [draft(next, type, by, d)], effects };
}

/** A log entry about a request. */
export function moved(
  { state, now }: Move,
  change: Partial<RequestState>,
  type: string,
  by: string,
  d: LogFields,
  effects: readonly RequestEffect[] = [],
): TransitionOutcome {
  const next: RequestState = { ...state, ...change, movedAt: now };
  return { status: "moved", state: next, log: [draft(next, type, by, d)], effects };
}

function draft(state: RequestState, type: string, by: string, d: LogFields): LogDraft {
  const ends: LogFields =
    type.startsWith("grant.") && state.windowEnds !== null ? { windowEnds: state.windowEnds } : {};
  const { account, requestId, requestHash } = state;
  return { type, by, account, request: requestId, d: { requestHash, ...ends, ...d } };
}

/** What an end leaves to do: shares go, and sealed keys that the broker has seen are split anew. */
function ended({ isSealed, phase, isByBreakSeal }: RequestState): readonly RequestEffect[] {
  const wasOpened = isSealed && (phase === "ready" || phase === "open" || (phase === "delayed" && !isByBreakSeal));
  return wasOpened ? ["drop-shares", "rekey"] : ["drop-shares"];
}

export function withFlags(state: RequestState, flags: readonly RequestFlag[]): readonly RequestFlag[] {
  return [...new Set([...state.flags, ...flags])].toSorted();
}

/** What the log keeps of a signed decision. */
export function withFlags(state: RequestState, flags: readonly RequestFlag[]): readonly RequestFlag[] {
  return [...new Set([...state.flags, ...flags])].toSorted();
}

function decisionFields(event: {
  readonly approvalHash: string;
  readonly signature: string;
  readonly kind: string;
}): LogFields {
  return { approvalHash: event.approvalHash, signature: event.signature, decision: event.kind };
}

/** What an end leaves to do: shares go, and sealed keys that the broker has seen are split anew. */
export function ended({ isSealed, phase, isByBreakSeal }: RequestState): readonly RequestEffect[] {
  const wasOpened = isSealed && (phase === "ready" || phase === "open" || (phase === "delayed" && !isByBreakSeal));
  return wasOpened ? ["drop-shares", "rekey"] : ["drop-shares"];
}

/** The answer to everything that is not in the table. */
export function draft(state: RequestState, type: string, by: string, d: LogFields): LogDraft {
  const ends: LogFields =
    type.startsWith("grant.") && state.windowEnds !== null ? { windowEnds: state.windowEnds } : {};
  const { account, requestId, requestHash } = state;
  return { type, by, account, request: requestId, d: { requestHash, ...ends, ...d } };
}

function badTransition(state: RequestState | null, event: RequestEvent): TransitionOutcome {
  const detail = `${event.kind} while ${state?.phase ?? "unknown"}`;
  const log =
    state === null ? [] : [draft(state, "request.bad_transition", "broker", { event: event.kind, phase: state.phase })];
  return { status: "refused", row: custodyErrors.CUSTODY_BAD_TRANSITION, detail, log, keep: stopOf(state, event) };
}

/** A stop for something that is not yet a grant is kept: the gate could have held the request back until now. */
function stopOf(state: RequestState | null, event: RequestEvent): Stop | null {
  if (event.kind !== "deny" && event.kind !== "veto" && event.kind !== "revoke") return null;
  return state === null || !isTerminal(state.phase) ? { kind: event.kind, by: event.by } : null;
}

/** A stop for something that is not yet a grant is kept: the gate could have held the request back until now. */
function stopOf(state: RequestState | null, event: RequestEvent): Stop | null {
  if (event.kind !== "deny" && event.kind !== "veto" && event.kind !== "revoke") return null;
  return state === null || !isTerminal(state.phase) ? { kind: event.kind, by: event.by } : null;
}

export function stopped(stops: readonly Stop[]): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_STOPPED, stops.map(({ kind, by }) => `${kind} by ${by}`).join(", "));
}

/** The answer to somebody who is not the requester. */
export function stopped(stops: readonly Stop[]): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_STOPPED, stops.map(({ kind, by }) => `${kind} by ${by}`).join(", "));
}

function notTheRequester({ requester }: RequestState): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_ROLE_MISSING, `${requester} is the requester`);
}

/** The answer to an event whose time has not come. */
export function notTheRequester({ requester }: RequestState): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_ROLE_MISSING, `${requester} is the requester`);
}

function tooEarly(from: number): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_TOO_EARLY, `from ${from} on`);
}

/** A refusal by a guard; the state stays. */
export function tooEarly(from: number): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_TOO_EARLY, `from ${from} on`);
}

function refusedBy(row: ErrorRow, detail: string): TransitionOutcome {
  return { status: "refused", row, detail, log: [], keep: null };
}
