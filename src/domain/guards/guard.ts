import type { Caller } from "../iam/decide/question.ts";

/** Ids of the guards. */
export type GuardId = "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7";

/** A policy document as AWS takes it. */
export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** One request that a guard must refuse, or must leave alone. */
export interface Probe {
  /** What the request is, in words. */
  readonly says: string;
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, lower case; those not listed are absent. */
  readonly context: Readonly<Record<string, string>>;
}

/** One policy that the fix writer emits, with what it must do and must not do. */
export interface Guard {
  readonly id: GuardId;
  /** Name of the policy in AWS and of the file. */
  readonly name: string;
  readonly title: string;
  /**
   * `scp` and `rcp` are attached to the organization; `boundary` is a managed policy for principals of the management
   * account; `signin` is an account's own sign-in policy, put statement by statement.
   */
  readonly kind: "scp" | "rcp" | "boundary" | "signin";
  readonly document: Document;
  readonly mustDeny: readonly Probe[];
  readonly mustKeep: readonly Probe[];
  /** What a person must know before attaching it. */
  readonly warnings: readonly string[];
}

/** What the guards are made for. */
export interface GuardSite {
  readonly partition: string;
  /** A member that stands for all in the probes. */
  readonly member: string;
  readonly management: string | null;
  /** ARN patterns that may write contacts, move root mails, use central root. */
  readonly contactWriters: readonly string[];
  readonly emailWriters: readonly string[];
  readonly rootAdmins: readonly string[];
  /** Domains that root mails may move to. */
  readonly emailDomains: readonly string[];
  /** Principals that keep the way to switch sign-in walls off. */
  readonly recoveryPrincipals: readonly string[];
  /** CIDR blocks from which sign-in stays possible; empty: root sign-in of members is stopped from everywhere. */
  readonly networks: readonly string[];
  /** Also deny `iam:CreateLoginProfile` to central sessions. */
  readonly stricterRoot: boolean;
}

/** A principal of an account for a probe. */
export function callerOf(arn: string, account: string, kind: Caller["kind"], management = false): Caller {
  return { arn, account, kind, management, tags: {} };
}
