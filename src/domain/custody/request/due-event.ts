import { lapseSeconds } from "./grant-moves.ts";
import type { RequestEvent } from "./request-event.ts";
import type { RequestState } from "./request-state.ts";
import { statementSeconds } from "./transition.ts";

/** The events that time alone brings; `delay-over` still needs its evidence. */
export type DueEvent = Extract<
  RequestEvent["kind"],
  "expire" | "delay-over" | "lapse" | "restart" | "window-over" | "statement-missing"
>;

/** The event that time has brought for a request, and since when; `null` when it waits for nothing or not yet. */
export function dueEvent(
  state: RequestState,
  nowSeconds: number,
  bootId: string,
): { readonly kind: DueEvent; readonly dueAt: number } | null {
  // Shares and per-request keys were in memory only.
  const isStale = state.isSealed && state.bootId !== null && state.bootId !== bootId;
  if (isStale && (state.phase === "ready" || state.phase === "open")) return { kind: "restart", dueAt: nowSeconds };
  const waiting = timeLimit(state);
  return waiting !== null && nowSeconds >= waiting.dueAt ? waiting : null;
}

/** What a request waits for, and when it comes; `null` when time brings nothing. */
export function timeLimit(state: RequestState): { readonly kind: DueEvent; readonly dueAt: number } | null {
  switch (state.phase) {
    case "pending":
      return { kind: "expire", dueAt: state.expiresAt };
    case "delayed":
      return state.delayedUntil === null ? null : { kind: "delay-over", dueAt: state.delayedUntil };
    case "ready":
      return { kind: "lapse", dueAt: (state.readyAt ?? state.movedAt) + lapseSeconds };
    case "open":
      return state.windowEnds === null ? null : { kind: "window-over", dueAt: state.windowEnds };
    case "closing":
      return state.closingAt === null ? null : { kind: "statement-missing", dueAt: state.closingAt + statementSeconds };
    case "denied":
    case "superseded":
    case "withdrawn":
    case "expired":
    case "vetoed":
    case "lapsed":
    case "revoked":
    case "closed":
      return null;
  }
}
