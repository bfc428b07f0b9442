import type { ConditionEntry } from "../../iam/language/policy.ts";
import type { GapView } from "../judging/gap-view.ts";
import { refKey } from "./mending.ts";
import { asksForMfa } from "./mfa-condition.ts";

const keys: readonly string[] = ["aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast"];

/** Whether an entry asks if a service makes the call, or which. */
export function asksForForwarding({ key }: ConditionEntry): boolean {
  return keys.includes(key.toLowerCase());
}

/**
 * The same documents without exemptions for forwarded calls: a Deny that demands MFA asks for it in every call, and an
 * Allow that holds for forwarded calls is gone. An Allow for direct calls only exempts no forwarded call, and stays.
 */
export function withoutForwarding(view: GapView): GapView {
  const forwarded = view.about({ credential: "forwarded" }).statements;
  const live = new Set(forwarded.filter(({ holdsIn }) => holdsIn.size > 0).map(({ ref }) => refKey(ref)));
  return view.variant((statement, ref) => {
    if (!statement.conditions.some(asksForForwarding)) return statement;
    if (statement.effect === "Allow") return live.has(refKey(ref)) ? null : statement;
    if (!statement.conditions.some(asksForMfa)) return statement;
    return { ...statement, conditions: statement.conditions.filter((entry) => !asksForForwarding(entry)) };
  });
}

/** A call to a service that then makes further calls for the user. */
export interface ForwardingCall {
  readonly action: string;
  readonly service: string;
  /** What it calls for the user, the most common first; an empty list: whatever the user hands to it. */
  readonly calls: readonly string[];
}

/** Services whose work is done by calls for the user. Source: IAM user guide, "Forward access sessions". */
export const forwardingCalls: readonly ForwardingCall[] = [
  {
    action: "athena:StartQueryExecution",
    service: "Athena",
    calls: ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "glue:GetTable", "glue:GetDatabase"],
  },
  { action: "cloudformation:CreateStack", service: "CloudFormation", calls: [] },
  { action: "cloudformation:UpdateStack", service: "CloudFormation", calls: [] },
  { action: "cloudformation:DeleteStack", service: "CloudFormation", calls: [] },
  { action: "cloudformation:ExecuteChangeSet", service: "CloudFormation", calls: [] },
  { action: "servicecatalog:ProvisionProduct", service: "Service Catalog", calls: [] },
];
