import type { Reason } from "../../core/reason.ts";
import type { DenialLayer } from "./denial-layer.ts";

/** A reason word that a failed call can have: the five that make a run partial, and two that AWS itself settles. */
export type FailureReason = Extract<
  Reason,
  "denied" | "no-role" | "throttled" | "unreachable" | "credentials-expired" | "not-observable"
>;

/** A call that ended without telling: the fact it feeds is unknown. */
export interface Blind {
  readonly meaning: "unseen";
  readonly why: FailureReason;
  /** The missing IAM action, or what else would make the call work. */
  readonly needs: string;
  /** For people: advice and what AWS said. */
  readonly detail: string;
  readonly layer: DenialLayer;
}

/**
 * What a failed call says. `absent`: AWS says there is none (no password, no contact, no policy). `misconfigured`: our
 * request can never work here, e.g. STS's global endpoint for AssumeRoot. `report-*`: a credential report is still being
 * made, or none is there.
 */
export type Meaning =
  | { readonly meaning: "absent" }
  | { readonly meaning: "no-organization" }
  | { readonly meaning: "trusted-access-off" }
  | { readonly meaning: "not-all-features" }
  | { readonly meaning: "report-not-ready" }
  | { readonly meaning: "report-missing" }
  | { readonly meaning: "misconfigured"; readonly detail: string }
  | Blind;
