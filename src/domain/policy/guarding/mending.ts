import type { Statement } from "../../iam/language/policy.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";
import type { Rewrite } from "./rewrite.ts";
import type { GuardStatement } from "./guard-statement.ts";
import { demandingMfa } from "./mfa-condition.ts";

/** The statement on every resource. */
export function onEverything(statement: Statement): Statement {
  return { ...statement, resources: { negated: false, patterns: ["*"] } };
}

/** Puts broad guards into the form that holds without MFA on every resource: what still passes was left out by name. */
export function mendingBroadGuards(guards: readonly GuardStatement[]): Rewrite {
  return mendingThose(
    guards.filter(({ isBroad }) => isBroad),
    (statement) => demandingMfa(statement.effect === "Deny" ? onEverything(statement) : statement),
  );
}

/** Rewrites some guards and keeps every other statement. */
export function mendingThose(guards: readonly GuardStatement[], mend: (statement: Statement) => Statement): Rewrite {
  const chosen = new Set(guards.map(({ ref }) => refKey(ref)));
  return (statement, ref) => (chosen.has(refKey(ref)) ? mend(statement) : statement);
}

/** A statement's place as text, to compare places. */
export function refKey({ layer, document, statement }: StatementRef): string {
  return `${layer} ${document} ${statement}`;
}
