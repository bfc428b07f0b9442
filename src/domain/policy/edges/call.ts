import type { KeyFact, ProvePolicy } from "../../iam/prove/subject.ts";

/** What is known of the thing that a call is about, by condition key in lower case. */
export type Facts = readonly (readonly [key: string, fact: KeyFact])[];

/** A role with the trust policy that a call of AssumeRole meets. */
export interface TrustSide {
  readonly arn: string;
  readonly account: string;
  readonly policy: ProvePolicy | { readonly unknown: string };
}

/** One call of a way. */
export interface Call {
  readonly action: string;
  /** ARNs or patterns; null: any, or the action has no resource. */
  readonly arns: readonly string[] | null;
  readonly facts: Facts;
  readonly trust: TrustSide | null;
}

/** A call about some ARNs. */
export function callOn(action: string, arns: readonly string[] | null, facts: Facts = []): Call {
  return { action, arns, facts, trust: null };
}

/** AssumeRole of a role with a trust policy: its own, or one that was written on the way. */
export function assumeCall(trust: TrustSide, facts: Facts): Call {
  return { action: "sts:AssumeRole", arns: [trust.arn], facts, trust };
}
