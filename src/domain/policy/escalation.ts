/** Whose ARN a need asks about; the ARN itself is made from the action's own resource type. */
export type NeedResource =
  | "passed role"
  | "own user"
  | "own role"
  | "own group"
  | "own mfa"
  | "target user"
  | "target role"
  | "target group"
  | "policy on self"
  | "policy on target role"
  | "member root"
  | "any"
  | `new ${string}`
  | `existing ${string}`;

/** One call that an escalation takes. */
export interface Need {
  /** As in the catalogue, e.g. `iam:PassRole`. */
  readonly action: string;
  readonly resource: NeedResource;
  /** The way works without it. */
  readonly isOptional?: true;
}

/**
 * `new-passrole`: a role is handed over; `existing-passrole`: a role that is attached already; `guard-removal`: an MFA
 * guard, SCP or boundary is taken off; `mfa-guard`: past an MFA guard.
 */
export type EscalationKind =
  | "new-passrole"
  | "existing-passrole"
  | "principal-access"
  | "self-escalation"
  | "guard-removal"
  | "mfa-guard"
  | "root-takeover";

/**
 * What a way gives, in a closed list. `passed-role`: a role that the caller hands over; `attached-role`: one that a thing
 * has already; `permission-set`: what Identity Center hands out; `…-with-any-policy`: after it got any policy.
 */
export type Gives =
  | "passed-role"
  | "attached-role"
  | "role"
  | "role-with-any-policy"
  | "role-without-boundary"
  | "user-key"
  | "user-key-with-any-policy"
  | "user-console"
  | "any-policy"
  | "other-version"
  | "group-rights"
  | "permission-set"
  | "without-deny"
  | "without-boundary"
  | "without-scps"
  | "mfa-session"
  | "other-device"
  | "root";

/** A way from some permissions to more. One file each; the id is the file name and lives for ever. */
export interface Escalation {
  readonly id: string;
  readonly title: string;
  readonly kind: EscalationKind;
  /** All that are not optional must be open to one principal in one common cell. */
  readonly needs: readonly Need[];
  /** The service principal that the passed or attached role must trust. */
  readonly trust: string | null;
  /** Service principals that will do as well. */
  readonly alsoTrust?: readonly string[];
  readonly gives: Gives;
  /** What is gained, in words. */
  readonly gain: string;
  /** What must hold besides and no IAM data tells; null when nothing. Not null makes a positive `may` at most. */
  readonly unseen: string | null;
  /** What must hold besides and the IAM data does tell, in words; null when nothing. */
  readonly seen: string | null;
  /** The id at pathfinding.cloud (Datadog, Apache-2.0) and other names. */
  readonly pathfinding: string | null;
  readonly aka: readonly string[];
  readonly source: "pathfinding" | "prowler" | "own";
}
