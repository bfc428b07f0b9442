import type { Witness } from "../iam/prove/answer.ts";
import type { ProveLayer } from "../iam/prove/subject.ts";

/** What somebody has after an escalation. */
export type Gain =
  /**
   * Acts as another user or role (or as itself with another kind of credential); `as` says with what. `changed` says what
   * the way did to it before: it holds any policy that its boundary and the SCPs leave, or has lost its boundary.
   */
  | {
      readonly kind: "principal";
      readonly arn: string;
      readonly as: "role-session" | "user-key" | "user-console";
      readonly changed?: "any-policy" | "no-boundary";
    }
  /** Writes itself (or a role or group it is in) any policy: everything that boundary and SCPs leave. */
  | { readonly kind: "own-policy" }
  /** An MFA session of the own user: cells with `aws:MultiFactorAuthPresent` true. */
  | { readonly kind: "mfa-session" }
  /** Its identity documents become these: those of one more group, or with another version of a policy in force. */
  | { readonly kind: "other-identity"; readonly by: string; readonly identity: ProveLayer }
  /**
   * Takes a layer off itself: the guard of a group, the boundary, an SCP. For `identity-deny`, `identity` is what it
   * has left.
   */
  | {
      readonly kind: "without-layer";
      readonly layer: "identity-deny" | "boundary" | "scps";
      readonly identity?: ProveLayer;
    }
  /** The devices of another user are gone, or one of them is the caller's own. */
  | { readonly kind: "other-device"; readonly arn: string; readonly how: "gone" | "own" }
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
  /**
   * A user whose MFA device is in the way: the edge is of use only once another edge gave `other-device` for it. Such
   * edges are `may`.
   */
  readonly afterDeviceOf?: string;
  /** The calls that pass for sure, in the order in which they are made; asked for when read. */
  readonly steps: readonly { readonly action: string; readonly witness: Witness }[];
  readonly gain: Gain;
}
