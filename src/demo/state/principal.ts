import type { AccountId } from "../../domain/core/account-id.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** How root came to make a call. */
export type RootVia =
  /** Its own access key. */
  | { readonly kind: "key" }
  /** Signed in at the console; `mfa` tells whether a code was asked for. */
  | { readonly kind: "console"; readonly mfa: boolean }
  /**
   * AssumeRoot; `task` is the last part of the task policy's ARN, a ceiling on the session. `sourceIdentity` is that of
   * the session which asked, if it had one.
   */
  | {
      readonly kind: "assume-root";
      readonly task: string;
      readonly by: string;
      readonly sourceIdentity?: string | null;
    };

/** What AssumeRole was given for one session. */
export interface SessionTerms {
  /** Whether aws:MultiFactorAuthPresent is true in the session. */
  readonly mfa: boolean;
  /** The source identity, set here or by an earlier session of the chain; null = none. */
  readonly sourceIdentity: string | null;
  /** Session policies, the inline one and the managed ones: one of them must allow what is done; null = none given. */
  readonly policies: readonly PolicyDocument[] | null;
}

/** Who makes a call. `arn` is what GetCallerIdentity answers. */
export type Principal =
  | { readonly kind: "root"; readonly account: AccountId; readonly arn: string; readonly via: RootVia }
  | { readonly kind: "user"; readonly account: AccountId; readonly arn: string; readonly name: string }
  | {
      readonly kind: "role";
      readonly account: AccountId;
      /** `arn:{p}:sts::{account}:assumed-role/{role}/{session}`. */
      readonly arn: string;
      /** `arn:{p}:iam::{account}:role/{path}{role}`. */
      readonly roleArn: string;
      readonly name: string;
      readonly session: string;
      readonly terms: SessionTerms;
    };

/** The source identity that a caller acts under; null = none. */
export function sourceIdentityOf(caller: Principal): string | null {
  switch (caller.kind) {
    case "user":
      return null;
    case "role":
      return caller.terms.sourceIdentity;
    case "root":
      return caller.via.kind === "assume-root" ? (caller.via.sourceIdentity ?? null) : null;
  }
}
