// The life of a request. One pure function says what may happen: everything that is not a row of this table is refused and
// logged. The broker keeps these states; the gate's copy is a projection and never overrides.
//
//   from                                to          event
//   -                                   PENDING     create
//   PENDING                             PENDING     approve, break-seal
//   PENDING                             DENIED      deny
//   PENDING; DELAYED by break-seal      SUPERSEDED  supersede
//   PENDING, DELAYED, READY             WITHDRAWN   withdraw
//   PENDING                             EXPIRED     expire
//   PENDING; DELAYED by break-seal      DELAYED     satisfy, with a delay
//   PENDING; DELAYED by break-seal      READY       satisfy, without
//   PENDING with break-seal             DELAYED     seen, told
//   DELAYED; PENDING with break-seal    VETOED      veto
//   DELAYED                             READY       delay-over
//   READY; OPEN in sealed mode          LAPSED      lapse, restart
//   READY, OPEN                         OPEN        release
//   READY, OPEN                         REVOKED     revoke, requester-removed
//   any that has not ended              REVOKED     resync
//   OPEN                                CLOSING     end-window, window-over
//   CLOSING                             CLOSED      close, statement-missing
import { custodyErrors } from "../errors.ts";
import { canLapse, closing, delayOver, isUnapproved, lapsed, released, satisfied } from "./grant-moves.ts";
import {
  badTransition,
  decisionFields,
  ended,
  moved,
  notTheRequester,
  refusedBy,
  tooEarly,
  type TransitionOutcome,
  withFlags,
} from "./move.ts";
import type { RequestEvent } from "./request-event.ts";
import { approved, brokenSeal, created, timerStarted, withdrawn } from "./request-moves.ts";
import { isTerminal, type RequestState } from "./request-state.ts";

/** A grant that was closed waits so long for a statement, in seconds. */
export const statementSeconds = 86_400;

/**
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

function isWaitingToBeSeen({ phase, breakSeal }: RequestState): boolean {
  return phase === "pending" && breakSeal !== null;
}
