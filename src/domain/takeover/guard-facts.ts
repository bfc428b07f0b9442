/** A yes-or-no fact that may be unknown. */
export type Tri = "yes" | "no" | "unknown";

/** A wall in front of the root sign-in page: denied to all, open from a network, or none. */
export type WallState = "none" | "deny" | "network" | "unknown";

/** Whether the SCPs of a member let a central root session do its task. */
export type Ruling = "allowed" | "denied" | "unknown";

/** What the policy engine says about the guards of one account; filled by `app`. */
export interface GuardFacts {
  /**
   * Walls that are enabled and cover sign-in: `rcp` by a resource control policy, `account` by the account's own sign-in
   * policy. A policy without enabled console authorization is no wall.
   */
  readonly wall: { readonly rcp: WallState; readonly account: WallState };
  /** Networks from which each wall lets root in, as text (CIDR, VPC id). */
  readonly networks?: { readonly rcp?: readonly string[]; readonly account?: readonly string[] } | undefined;
  /** SCPs of the target, asked for the AssumeRoot session (`aws:AssumedRoot` true). */
  readonly centralSessions: {
    /** `iam:CreateLoginProfile` */
    readonly createLoginProfile: Ruling;
    /** `iam:DeactivateMFADevice` */
    readonly deactivateMfa: Ruling;
    /** `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy` */
    readonly unlockBucket: Ruling;
    /** `sqs:SetQueueAttributes` */
    readonly unlockQueue: Ruling;
  };
  /** An SCP denies the signed-in root user nearly everything. */
  readonly rootDenied: Tri;
}

/** Guards of an account that no policy guards. */
export const noGuards: GuardFacts = {
  wall: { rcp: "none", account: "none" },
  centralSessions: {
    createLoginProfile: "allowed",
    deactivateMfa: "allowed",
    unlockBucket: "allowed",
    unlockQueue: "allowed",
  },
  rootDenied: "no",
};
