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
export interface Move {
  readonly state: RequestState;
  readonly now: number;
  readonly others: readonly RequestState[];
}

/** The events of one kind. */
export type EventOf<K extends RequestEvent["kind"]> = Extract<RequestEvent, { readonly kind: K }>;

/** The request as it is after a move, with its one log entry. */
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

/** A log entry about a request. */
export function draft(state: RequestState, type: string, by: string, d: LogFields): LogDraft {
  const ends: LogFields =
    /^(?:grant|release)\./.test(type) && state.windowEnds !== null ? { windowEnds: state.windowEnds } : {};
  const { account, requestId, requestHash } = state;
  return { type, by, account, request: requestId, d: { requestHash, ...ends, ...d } };
}

/** The flags with some more; none is ever taken off. */
export function withFlags(state: RequestState, flags: readonly RequestFlag[]): readonly RequestFlag[] {
  return [...new Set([...state.flags, ...flags])].toSorted();
}

/** What the log keeps of a signed decision. */
export function decisionFields(event: {
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
export function badTransition(state: RequestState | null, event: RequestEvent): TransitionOutcome {
  const detail = `${event.kind} while ${state?.phase ?? "unknown"}`;
  const log =
    state === null ? [] : [draft(state, "request.bad_transition", "broker", { event: event.kind, phase: state.phase })];
  return { status: "refused", row: custodyErrors.CUSTODY_BAD_TRANSITION, detail, log, keep: stopOf(state, event) };
}

/** The answer to a request that somebody stopped before. */
export function stopped(stops: readonly Stop[]): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_STOPPED, stops.map(({ kind, by }) => `${kind} by ${by}`).join(", "));
}

/** The answer to somebody who is not the requester. */
export function notTheRequester({ requester }: RequestState): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_ROLE_MISSING, `${requester} is the requester`);
}

/** The answer to an event whose time has not come. */
export function tooEarly(from: number): TransitionOutcome {
  return refusedBy(custodyErrors.CUSTODY_TOO_EARLY, `from ${from} on`);
}

/** A refusal by a guard; the state stays. */
export function refusedBy(row: ErrorRow, detail: string): TransitionOutcome {
  return { status: "refused", row, detail, log: [], keep: null };
}

/** A stop for something that is not yet a grant is kept: the gate could have held the request back until now. */
function stopOf(state: RequestState | null, event: RequestEvent): Stop | null {
  if (event.kind !== "deny" && event.kind !== "veto" && event.kind !== "revoke") return null;
  return state === null || !isTerminal(state.phase) ? { kind: event.kind, by: event.by } : null;
}
