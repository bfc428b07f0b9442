import type { ConditionEntry, Policy } from "../../language/policy.ts";
import { type OperatorName, operatorName } from "./operator-name.ts";
import type { VariableValues } from "./resolved-text.ts";
import { allOf, anyOf, type Tri } from "./tri.ts";
import { type ValueTest, valueTest } from "./value-test.ts";

/** The values of a key in a request; null when it is not there. */
export type KeyValues = readonly string[] | null;

/** One condition entry, ready to be asked. */
export interface ConditionTest {
  readonly entry: ConditionEntry;
  /** Lower case. */
  readonly key: string;
  /** Null for an operator that AWS does not know. */
  readonly operator: OperatorName | null;
  readonly values: ValueTest | null;
  readonly holds: (given: KeyValues) => Tri;
}

/** Prepares an entry; `valueOf` gives the variables in its values. */
export function conditionTest(
  entry: ConditionEntry,
  version: Policy["version"],
  valueOf: VariableValues,
): ConditionTest {
  const operator = operatorName(entry.operator);
  const values =
    operator === null || operator.family === "null" || entry.values.length === 0
      ? null
      : valueTest(operator, entry.values, version, valueOf);
  const key = entry.key.toLowerCase();
  return { entry, key, operator, values, holds: (given) => holds(entry, operator, values, given) };
}

function holds(entry: ConditionEntry, operator: OperatorName | null, values: ValueTest | null, given: KeyValues): Tri {
  if (operator === null || entry.values.length === 0) return "may";
  if (operator.family === "null") return nullHolds(operator, entry.values, given);
  if (values === null) return "may";
  if (given === null) return missingHolds(operator);
  const [first] = given;
  const isEmpty = first === undefined || (given.length === 1 && first === "");
  // What negation means inside a set operator is not documented.
  if (operator.set === "forall") return isEmpty ? "yes" : operator.negated ? "may" : allOf(given, values.agrees);
  if (operator.set === "forany") return isEmpty ? "no" : operator.negated ? "may" : anyOf(given, values.agrees);
  if (given.length === 1 && first !== undefined) return values.agrees(first);
  // A list without a set operator: AWS asks for one and does not say what follows.
  return "may";
}

/** Source: IAM user guide, condition operators: "…IfExists", and set operators on a missing key. */
function missingHolds(operator: OperatorName): Tri {
  if (operator.set === "forall") return "yes";
  if (operator.set === "forany") return operator.ifExists || operator.negated ? "may" : "no";
  return operator.ifExists || operator.negated ? "yes" : "no";
}

function nullHolds(operator: OperatorName, listed: readonly string[], given: KeyValues): Tri {
  if (operator.set !== "plain") return "may";
  const wanted = new Set(listed.map((value) => value.toLowerCase()));
  for (const value of wanted) if (value !== "true" && value !== "false") return "may";
  if (wanted.size === 2) return "yes";
  if (given !== null && given.length === 0) return "may";
  return (given === null) === wanted.has("true") ? "yes" : "no";
}
