import type { Capability } from "../documents/fields.ts";
import type { GrantLimits } from "../release-policy/narrowest-limits.ts";
import type { RequestFacts, RequestFlag } from "./request-state.ts";

/** A stop that came before there was anything to stop; whoever keeps it holds it against the request later. */
export interface Stop {
  readonly kind: "deny" | "veto" | "revoke";
  readonly by: string;
}

/**
 * What happens to a request. Signatures, roles and rules were judged before; an event carries what came of that, the
 * machine decides whether it may happen now.
 */
export type RequestEvent =
  | {
      readonly kind: "create";
      readonly facts: RequestFacts;
      readonly limits: GrantLimits;
      readonly maxCodes: number;
      readonly ttlSeconds: number;
      readonly isOffline: boolean;
      /** Stops for this hash that came earlier. */
      readonly stops: readonly Stop[];
    }
  | {
      readonly kind: "approve";
      readonly by: string;
      readonly group: string;
      readonly approvalHash: string;
      readonly signature: string;
      readonly isOffline: boolean;
    }
  | {
      readonly kind: "break-seal";
      readonly by: string;
      readonly isAllowed: boolean;
      /** The custodian door is on and another custodian has a key for it. */
      readonly hasDirectVeto: boolean;
      readonly delaySeconds: number;
    }
  | { readonly kind: "deny"; readonly by: string; readonly approvalHash: string; readonly signature: string }
  | { readonly kind: "supersede"; readonly by: string }
  | { readonly kind: "withdraw"; readonly by: string }
  | { readonly kind: "expire" }
  | {
      /** The rule is satisfied. */
      readonly kind: "satisfy";
      readonly approvers: readonly string[];
      readonly limits: GrantLimits;
      /** For one person alone: when the broker's own route took the notice; the delay counts from there. */
      readonly solo: { readonly toldAt: number | null } | null;
      readonly bootId: string;
      readonly stops: readonly Stop[];
    }
  | { readonly kind: "seen"; readonly by: string; readonly isRequester: boolean }
  /** The broker's own pinned route took the notice of a break-seal. */
  | { readonly kind: "told" }
  | { readonly kind: "veto"; readonly by: string; readonly approvalHash: string; readonly signature: string }
  | {
      readonly kind: "delay-over";
      readonly isAuthorised: boolean;
      readonly stops: readonly Stop[];
      readonly bootId: string;
    }
  /** Too long without a release. */
  | { readonly kind: "lapse" }
  /** The broker started anew. */
  | { readonly kind: "restart" }
  | {
      readonly kind: "release";
      readonly by: string;
      readonly what: Capability;
      /** A code shown again in its own step; costs nothing. */
      readonly isRepeat: boolean;
      /** Whether the approvals still satisfy both rules. */
      readonly isAuthorised: boolean;
      /** What both rules allow now; narrower ones count at once. */
      readonly limits: GrantLimits;
      readonly d: LogFields;
      readonly flags: readonly RequestFlag[];
    }
  | {
      readonly kind: "revoke";
      readonly by: string;
      readonly isCustodian: boolean;
      readonly approvalHash: string;
      readonly signature: string;
    }
  | { readonly kind: "requester-removed" }
  | { readonly kind: "resync" }
  | { readonly kind: "end-window"; readonly by: string }
  | { readonly kind: "window-over" }
  | { readonly kind: "close"; readonly by: string; readonly statementHash: string }
  | { readonly kind: "statement-missing" };

/** The names of all events, in the order of the table in `transition.ts`. */
export const eventKinds = [
  "create",
  "approve",
  "break-seal",
  "deny",
  "supersede",
  "withdraw",
  "expire",
  "satisfy",
  "seen",
  "told",
  "veto",
  "delay-over",
  "lapse",
  "restart",
  "release",
  "revoke",
  "requester-removed",
  "resync",
  "end-window",
  "window-over",
  "close",
  "statement-missing",
] as const satisfies readonly RequestEvent["kind"][];

/** Values that a log entry may hold: no free text, no secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A log entry to be appended; the log adds time, source and deployment. */
export interface LogDraft {
  readonly type: string;
  /** A person's id, or `broker`. */
  readonly by: string;
  readonly account: string;
  readonly request: string;
  readonly d: LogFields;
}

/** What the broker does besides keeping the next state. */
export type RequestEffect =
  /** Tell all custodians on at least two routes, one of them the broker's own. */
  | "tell-custodians"
  /** Throw away re-encrypted shares and sealed answers. */
  | "drop-shares"
  /** Split the sealed keys anew, as some were opened. */
  | "rekey"
  | "page";
