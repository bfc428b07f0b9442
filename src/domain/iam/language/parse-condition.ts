import { iamErrors } from "./errors.ts";
import { inside, type Place, refuse } from "./place.ts";
import type { ConditionEntry } from "./policy.ts";
import { oneOrMany, recordAt } from "./read-value.ts";

/** Reads a Condition block: operator → key → value or values; booleans and numbers become their text. */
export function parseCondition(value: unknown, place: Place): readonly ConditionEntry[] {
  if (value === undefined) return [];
  const operators = recordAt(value, place, "Condition");
  return Object.entries(operators).flatMap(([operator, keys]) => {
    const at = inside(place, operator);
    return Object.entries(recordAt(keys, at, operator)).map(([key, values]) => ({
      operator,
      key,
      values: oneOrMany(values, inside(at, key)).map(([each, where]) => conditionText(each, where)),
    }));
  });
}

function conditionText(value: unknown, place: Place): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return refuse(iamErrors.IAM_POLICY_SHAPE, place, "a condition value must be text, a number or true/false");
}
