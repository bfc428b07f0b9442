import { operatorName } from "../../iam/prove/values/operator-name.ts";
import type { ConditionEntry, Statement } from "../../iam/language/policy.ts";

/** `aws:MultiFactorAuthPresent`, in lower case. */
export const mfaPresent = "aws:multifactorauthpresent";
/** `aws:MultiFactorAuthAge`, in lower case. */
export const mfaAge = "aws:multifactorauthage";

/** Whether an entry asks for one of the two MFA keys. */
export function asksForMfa({ key }: ConditionEntry): boolean {
  const name = key.toLowerCase();
  return name === mfaPresent || name === mfaAge;
}

/** Whether an entry asks for an MFA key through `ForAllValues:` or `ForAnyValue:`. */
export function isSetOnMfa(entry: ConditionEntry): boolean {
  return asksForMfa(entry) && /^for(all|any)values?:/i.test(entry.operator);
}

/**
 * Whether a statement asks for MFA in a way that nobody can evaluate: an operator that AWS does not know, or Bool with
 * something else than true and false. It is meant as a guard, and may hold nothing back.
 */
export function isUnclear({ conditions }: Statement): boolean {
  return conditions.some((entry) => {
    if (!asksForMfa(entry)) return false;
    const operator = operatorName(entry.operator);
    return (
      operator === null || (operator.family === "bool" && !entry.values.every((each) => /^(true|false)$/i.test(each)))
    );
  });
}

/** Whether an entry compares the age of the MFA sign-in with a number. */
export function comparesAge(entry: ConditionEntry): boolean {
  return entry.key.toLowerCase() === mfaAge && /numeric/i.test(entry.operator);
}

/**
 * The statement with its MFA conditions in the form that demands MFA in every state: a Deny with `BoolIfExists false`,
 * an Allow with `Bool true`. A limit on the age is kept, in the form that also holds without MFA. Other conditions stay
 * as they are. Source: IAM user guide, "Secure API access with MFA", and the page on condition operators.
 */
export function demandingMfa(statement: Statement): Statement {
  const isDeny = statement.effect === "Deny";
  const others = statement.conditions.filter((entry) => !asksForMfa(entry));
  const ages = statement.conditions.flatMap((entry) => {
    const operator = comparesAge(entry) ? ageOperator(entry.operator, isDeny) : null;
    return operator === null ? [] : [{ ...entry, operator }];
  });
  const present: ConditionEntry = isDeny
    ? { operator: "BoolIfExists", key: "aws:MultiFactorAuthPresent", values: ["false"] }
    : { operator: "Bool", key: "aws:MultiFactorAuthPresent", values: ["true"] };
  // A limit on the age in the right form refuses a missing age too, so the other key is not needed beside it.
  return { ...statement, conditions: [...others, ...(ages.length > 0 ? ages : [present])] };
}

/** The operator of an age limit that also refuses without MFA; null when it sets no upper limit. */
function ageOperator(operator: string, isDeny: boolean): string | null {
  const name = /^(?:for(?:all|any)values?:)?(numeric(?:greaterthan|lessthan)(?:equals)?)(?:ifexists)?$/i.exec(
    operator,
  )?.[1];
  if (name === undefined) return null;
  const isUpper = isDeny ? /greater/i.test(name) : /less/i.test(name);
  if (!isUpper) return null;
  return isDeny ? `${name}IfExists` : name;
}
