import type { AccountId } from "../../domain/core/account-id.ts";

/** How root came to make a call. */
export type RootVia =
  /** Its own access key. */
  | { readonly kind: "key" }
  /** Signed in at the console; `mfa` tells whether a code was asked for. */
  | { readonly kind: "console"; readonly mfa: boolean }
  /** AssumeRoot; `task` is the last part of the task policy's ARN, a ceiling on the session. */
  | { readonly kind: "assume-root"; readonly task: string; readonly by: string };

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
      /** Whether aws:MultiFactorAuthPresent is true in the session. */
      readonly mfa: boolean;
    };
