import type { Witness } from "../iam/prove/answer.ts";

/** What somebody has after an escalation. */
export type Gain =
  /** Acts as another user or role; `as` says with what kind of credential. */
  | {
      readonly kind: "principal";
      readonly arn: string;
      readonly as: "role-session" | "user-key" | "user-console";
    }
  /** Writes itself (or a role or group it is in) any policy: everything that boundary and SCPs leave. */
  | { readonly kind: "own-policy" }
  /** An MFA session of the own user: cells with `aws:MultiFactorAuthPresent` true. */
  | { readonly kind: "mfa-session" }
  /** Takes a layer off itself: the guard of a group, the boundary, an SCP. */
  | { readonly kind: "without-layer"; readonly layer: "identity-deny" | "boundary" | "scps" }
  /** A device of another user is gone, or is the caller's own. */
  | { readonly kind: "other-device"; readonly arn: string }
  /** Root of an account, or a call that leads there. */
  | { readonly kind: "root"; readonly account: string }
  /** Everything some role may do whose name the IAM data does not tell. */
  | { readonly kind: "some-role"; readonly trusting: string };

/** One escalation open to one principal with one kind of credential in one cell. */
export interface EscalationEdge {
  readonly escalation: string;
  readonly certainty: "certain" | "may";
  /** The atom, document, fact or thing that is missing; null when certain. */
  readonly why: string | null;
  /** In the order in which they are called. */
  readonly steps: readonly { readonly action: string; readonly witness: Witness }[];
  readonly gain: Gain;
}
