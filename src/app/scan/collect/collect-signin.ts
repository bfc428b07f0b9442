import { type Fact, unseen } from "../../../domain/core/fact.ts";
import { factFrom } from "../../../domain/snapshot/calls/answer.ts";
import type { SigninFacts } from "../../../domain/snapshot/signin-facts.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { getConsoleAuthorizationConfiguration } from "../../../world/aws/signin/get-console-authorization-configuration.ts";
import { getResourcePolicy } from "../../../world/aws/signin/get-resource-policy.ts";
import { listResourcePermissionStatements } from "../../../world/aws/signin/list-resource-permission-statements.ts";

type Configuration = SigninFacts["configuration"];
type Policy = NonNullable<SigninFacts["policy"]>;
type Statements = NonNullable<SigninFacts["statements"]>;

const notThere = "AWS documents no sign-in policies for this partition";

/** Whether sign-in policies are enforced: for the session's account, or for a target. Not configured reads as off. */
export async function collectSigninConfiguration(session: Session, target?: string): Promise<Configuration> {
  if (!hasSigninPolicies(session)) return unseen("not-observable", undefined, notThere);
  const answer = await getConsoleAuthorizationConfiguration(session, target);
  return factFrom(answer, (value) => value, { value: { enabled: false, scope: null } });
}

/** The account's own sign-in facts, those of an earlier run kept by `keep`. */
export async function collectSignin(
  session: Session,
  prior: SigninFacts | undefined,
  keep: <T>(fact: Fact<T> | undefined) => Fact<T> | undefined,
): Promise<SigninFacts> {
  if (!hasSigninPolicies(session)) {
    const fact = unseen("not-observable", undefined, notThere);
    return { configuration: fact, policy: fact, statements: fact };
  }
  return {
    configuration: keep(prior?.configuration) ?? (await collectSigninConfiguration(session)),
    policy: keep(prior?.policy) ?? (await policyFact(session)),
    statements: keep(prior?.statements) ?? (await statementsFact(session)),
  };
}

async function policyFact(session: Session): Promise<Policy> {
  const answer = await getResourcePolicy(session);
  return factFrom(answer, (policy) => (policy === null ? null : { ...policy }), { value: null });
}

async function statementsFact(session: Session): Promise<Statements> {
  const answer = await listResourcePermissionStatements(session);
  return factFrom(answer, (statements) => statements.map((each) => ({ ...each })), { value: [] });
}

function hasSigninPolicies(session: Session): boolean {
  return session.partition === "aws" || session.partition === "aws-cn";
}
