import type { Capability } from "../documents/fields.ts";
import type { Purpose } from "../documents/request-document.ts";

/** Where a request stands. DELAYED, READY and OPEN are a grant; the last eight are the end. */
export const phases = [
  "pending",
  "delayed",
  "ready",
  "open",
  "closing",
  "denied",
  "superseded",
  "withdrawn",
  "expired",
  "vetoed",
  "lapsed",
  "revoked",
  "closed",
] as const;

/** Where a request stands. */
export type Phase = (typeof phases)[number];

/** What is shown beside a request and never taken off again. */
export type RequestFlag =
  | "review_due"
  | "rotation_due"
  | "rekey_due"
  | "unwitnessed"
  | "skew_unknown"
  | "idp_offline"
  | "break_seal";

/** What a request asked for; does not change. */
export interface RequestFacts {
  /** Also the id of its grant. */
  readonly requestId: string;
  readonly requestHash: string;
  readonly account: string;
  readonly requester: string;
  readonly purpose: Purpose;
  readonly reasonHash: string;
  readonly releasePolicyHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Whether shares are needed to open one of the account's vaults. */
  readonly isSealed: boolean;
}

/** A request as plain data: what a store keeps, and all that a decision about it needs. Times are Unix seconds. */
export interface RequestState extends RequestFacts {
  readonly phase: Phase;
  readonly capabilities: readonly Capability[];
  readonly maxCodes: number;
  readonly codesUsed: number;
  readonly windowSeconds: number;
  /** Whose approval stands; they may also revoke. */
  readonly approvers: readonly string[];
  /** The long way of one person alone; `startedAt` is `null` until a custodian or the broker's own route was told. */
  readonly breakSeal: { readonly delaySeconds: number; readonly startedAt: number | null } | null;
  /** Whether the delay that runs, or ran out, is the one of the break-seal; then no approvals stand behind it. */
  readonly isByBreakSeal: boolean;
  readonly delayedUntil: number | null;
  readonly readyAt: number | null;
  readonly windowEnds: number | null;
  readonly closingAt: number | null;
  /** The broker's boot in which a sealed grant got its shares; they are gone after the next. */
  readonly bootId: string | null;
  readonly flags: readonly RequestFlag[];
  /** When it last moved; time never runs backwards for a request. */
  readonly movedAt: number;
}

/** Whether nothing can happen any more. */
export function isTerminal(phase: Phase): boolean {
  switch (phase) {
    case "pending":
    case "delayed":
    case "ready":
    case "open":
    case "closing":
      return false;
    case "denied":
    case "superseded":
    case "withdrawn":
    case "expired":
    case "vetoed":
    case "lapsed":
    case "revoked":
    case "closed":
      return true;
  }
}

/** Whether it keeps its requester from making another one for the account; CLOSING blocks nobody. */
export function isLive({ phase }: RequestState): boolean {
  return !isTerminal(phase) && phase !== "closing";
}

/** Whether it holds the account's one grant: DELAYED by approvals, READY, OPEN. */
export function holdsGrant({ phase, isByBreakSeal }: RequestState): boolean {
  return phase === "ready" || phase === "open" || (phase === "delayed" && !isByBreakSeal);
}
