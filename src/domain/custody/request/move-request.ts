// One event on one request among all requests of its account. What becomes a grant ends every other PENDING request and
// break-seal in the same step, so that one requester's key can block nobody.
import { isUnapproved } from "./grant-moves.ts";
import type { TransitionOutcome } from "./move.ts";
import type { LogDraft, RequestEvent } from "./request-event.ts";
import { holdsGrant, type RequestState } from "./request-state.ts";
import { transition } from "./transition.ts";

/** The requests of an account after an event; or why nothing has changed. */
export type AccountOutcome =
  | {
      readonly status: "moved";
      readonly requests: readonly RequestState[];
      /** The request that the event was for. */
      readonly moved: Extract<TransitionOutcome, { readonly status: "moved" }>;
      /** Requests that ended because this one became a grant. */
      readonly superseded: readonly Extract<TransitionOutcome, { readonly status: "moved" }>[];
      readonly log: readonly LogDraft[];
    }
  | Extract<TransitionOutcome, { readonly status: "refused" }>;

/** Applies an event to the request of this id, or to none for `create`; `requests` are those of one account. */
export function moveRequest(
  requests: readonly RequestState[],
  requestId: string,
  event: RequestEvent,
  nowSeconds: number,
): AccountOutcome {
  const state = requests.find((each) => each.requestId === requestId) ?? null;
  const others = requests.filter((each) => each !== state);
  const outcome = transition(state, event, nowSeconds, others);
  if (outcome.status === "refused") return outcome;
  const isNewGrant = holdsGrant(outcome.state) && (state === null || !holdsGrant(state));
  const ended = isNewGrant
    ? others
        .filter(isUnapproved)
        .map((other) => transition(other, { kind: "supersede", by: requestId }, nowSeconds))
        .filter((each) => each.status === "moved")
    : [];
  const next = new Map(ended.map((each) => [each.state.requestId, each.state]));
  return {
    status: "moved",
    requests: [...others.map((other) => next.get(other.requestId) ?? other), outcome.state],
    moved: outcome,
    superseded: ended,
    log: [...outcome.log, ...ended.flatMap((each) => each.log)],
  };
}
