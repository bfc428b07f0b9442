import type { ConditionEntry } from "../../iam/language/policy.ts";
import type { GuardStatement } from "./guard-statement.ts";
import { asksForMfa, isSetOnMfa, mfaPresent } from "./mfa-condition.ts";

/** What is wrong with a guard; the name is all that its operators decide. */
export type GuardFault = "plain-operator" | "null-test" | "age-alone" | "allow-if-exists" | "set-operator";

/**
 * The fault of a guard that lets requests without MFA pass, or keeps out those with MFA: which states its conditions
 * hold in decides whether there is one. Null for a guard that does what it is meant to do.
 */
export function faultOf({ statement, holdsIn }: GuardStatement): GuardFault | null {
  const isDeny = statement.effect === "Deny";
  const isSound = isDeny
    ? holdsIn.has("absent") && holdsIn.has("false") && !holdsIn.has("true")
    : !holdsIn.has("absent") && !holdsIn.has("false");
  if (isSound) return null;
  const entries = statement.conditions.filter(asksForMfa);
  if (entries.some(isSetOnMfa)) return "set-operator";
  if (entries.every(isNull)) return "null-test";
  if (!isDeny) return "allow-if-exists";
  return entries.some((entry) => entry.key.toLowerCase() === mfaPresent && !isNull(entry))
    ? "plain-operator"
    : "age-alone";
}

/** The guard keeps out sessions that were opened with MFA a moment ago. */
export function refusesMfa({ statement, holdsIn }: GuardStatement): boolean {
  return statement.effect === "Deny" ? holdsIn.has("true") : !holdsIn.has("true") && !holdsIn.has("old");
}

function isNull({ operator }: ConditionEntry): boolean {
  return /^null$/i.test(operator);
}
