import { type Fact, seen, type Unseen } from "../../core/fact.ts";
import type { OrganizationFacts } from "../../snapshot/organization-facts.ts";
import type { SigninFacts } from "../../snapshot/signin-facts.ts";

const at = "2026-11-21T03:00:00Z";
const source = "signin:GetConsoleAuthorizationConfiguration";

/** Sign-in facts of one target: whether its configuration is enabled, and its policy (`null`: none). */
export function caseSignin(
  enabled: boolean | Unseen,
  policy?: Readonly<Record<string, unknown>> | null | Unseen,
): SigninFacts {
  const configuration: SigninFacts["configuration"] =
    typeof enabled === "boolean" ? seen({ enabled, scope: null }, source, at) : enabled;
  return policy === undefined ? { configuration } : { configuration, policy: policyFact(policy) };
}

/** Sign-in facts of the case organization and its root. */
export function caseOrganizationSignin(enabled: boolean | Unseen): Pick<OrganizationFacts, "signin"> {
  return { signin: { "o-exampleorg": caseSignin(enabled), "r-ex01": caseSignin(false) } };
}

/** A Deny of root at the given actions; `key` is the condition key that names the principal. */
export function refuseRoot(action: string | readonly string[], key: string): Readonly<Record<string, unknown>> {
  const Condition = { ArnLike: { [key]: "arn:*:iam::*:root" } };
  return { Effect: "Deny", Principal: "*", Action: action, Resource: "*", Condition };
}

function policyFact(policy: Readonly<Record<string, unknown>> | null | Unseen): Fact<Record<string, unknown> | null> {
  if (policy === null) return seen(null, "signin:GetResourcePolicy", at);
  if (isUnseen(policy)) return policy;
  return seen({ ...policy }, "signin:GetResourcePolicy", at);
}

function isUnseen(policy: object): policy is Unseen {
  return "status" in policy;
}
