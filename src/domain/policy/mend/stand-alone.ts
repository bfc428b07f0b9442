import type { Policy, Statement } from "../../iam/language/policy.ts";
import { newExemptions } from "./enrol-list.ts";
import { guardOfEverything, keysCannotEnrol } from "./enrol-guard.ts";

/** Which document stands alone. */
export type StandAlone = "deny-without-mfa" | "scp" | "boundary";

/**
 * A document of our own that demands MFA: a managed policy for users and groups, a service control policy that binds
 * the users of accounts, future ones too, and spares roles, or a permissions boundary that denies and not only
 * withholds.
 */
export function standAlone(kind: StandAlone, isStrict: boolean, partition = "aws"): Policy {
  const guard = { sid: "DenyAllExceptListedIfNoMFA", ...guardOfEverything(newExemptions(isStrict)) };
  const keys = { sid: "DenyEnrollingWithAccessKeys", ...keysCannotEnrol(["sts:GetFederationToken"]) };
  switch (kind) {
    case "deny-without-mfa":
      return policyOf([guard, keys]);
    case "scp":
      return policyOf([guard, keys].map((each) => forUsers(each, partition)));
    case "boundary":
      return policyOf([everything, guard, keys]);
  }
}

const everything: Omit<Statement, "index"> = {
  sid: "AllowWhatOtherPoliciesGrant",
  effect: "Allow",
  actions: { negated: false, patterns: ["*"] },
  resources: { negated: false, patterns: ["*"] },
  principals: null,
  conditions: [],
};

function forUsers(statement: Omit<Statement, "index">, partition: string): Omit<Statement, "index"> {
  const users = { operator: "ArnLike", key: "aws:PrincipalArn", values: [`arn:${partition}:iam::*:user/*`] };
  return { ...statement, conditions: [...statement.conditions, users] };
}

function policyOf(statements: readonly Omit<Statement, "index">[]): Policy {
  return { version: "2012-10-17", statements: statements.map((each, index) => ({ ...each, index })) };
}
