import type { ConditionEntry } from "../language/policy.ts";
import { every, may, not, some, type Truth } from "../language/truth.ts";
import { compareDates } from "./compare-dates.ts";
import { compareNumbers } from "./compare-numbers.ts";
import { inOrder } from "./in-order.ts";
import { keyState, otherForm } from "./key-state.ts";
import { type ArnPattern, arnPattern, matchArnValue } from "./match-arn-value.ts";
import { matchIp } from "./match-ip.ts";
import { type Operator, operatorOf } from "./operator.ts";
import type { Request } from "./request.ts";
import { matchPattern, mayMatchForm, type PatternText, patternText } from "./resolve-text.ts";
import type { ArnForm } from "./role-arn.ts";
import { sameBytes } from "./same-bytes.ts";

/** A condition, ready to match. */
export interface Condition {
  readonly entry: ConditionEntry;
  readonly key: string;
  /** Null when the operator is not known. */
  readonly operator: Operator | null;
  readonly values: readonly Value[];
}

interface Value {
  readonly raw: string;
  /** Set for the string operators. */
  readonly text: PatternText | null;
  /** Set for the ARN operators. */
  readonly arn: ArnPattern | null;
}

/** Reads a condition once. */
export function condition(entry: ConditionEntry, version: "2012-10-17" | "2008-10-17"): Condition {
  const operator = operatorOf(entry.operator);
  const comparison = operator?.comparison;
  const isText = typeof comparison === "string" && comparison.startsWith("string");
  const form = { wildcards: comparison === "string-like", ignoreCase: comparison === "string-ignore-case" };
  const values = entry.values.map((raw) => ({
    raw,
    text: isText ? patternText(raw, version, form) : null,
    arn: comparison === "arn" ? arnPattern(raw, version) : null,
  }));
  return { entry, key: entry.key.toLowerCase(), operator, values };
}

/** Whether a condition holds for a request; what is not documented or not known is may, with the atom as reason. */
export function matchCondition(tested: Condition, request: Request): Truth {
  const truth = holds(tested, request);
  if (typeof truth === "boolean") return truth;
  return may(`${tested.entry.operator} ${tested.entry.key}: ${truth.why}`);
}

function holds(tested: Condition, request: Request): Truth {
  const { operator, values } = tested;
  if (operator === null) return may("AWS knows no such operator");
  if (values.length === 0) return may("it lists no value");
  const state = keyState(request, tested.key);
  if (operator.comparison === "null") return nullHolds(tested, state);
  if (state === "unknown") return may("whether the key is there, and its value, are not known");
  if (state === "present") return may("the value of the key is not known");
  if (state === "absent") return missingHolds(operator);
  const form = otherForm(request, tested.key);
  const matches = (given: string): Truth => some(values, (value) => compare(operator, value, given, form, request));
  const agrees = (given: string): Truth => (operator.negated ? not(matches(given)) : matches(given));
  const isEmpty = state.length === 0 || (state.length === 1 && state[0] === "");
  if (operator.set === "all") return isEmpty || every(state, agrees);
  if (operator.set === "any") return isEmpty ? false : some(state, agrees);
  return plainHolds(operator, state, agrees);
}

/** Source: IAM user guide, condition operators (missing keys, IfExists) and set operators for multivalued keys. */
function missingHolds(operator: Operator): Truth {
  if (operator.set === "all") return true;
  if (operator.set === "any") {
    return operator.ifExists
      ? may("AWS does not say whether IfExists counts beside ForAnyValue when the key is missing")
      : false;
  }
  return operator.ifExists || operator.negated;
}

function plainHolds(operator: Operator, given: readonly string[], agrees: (value: string) => Truth): Truth {
  const [first] = given;
  if (first === undefined) {
    if (operator.negated) return true;
    return operator.ifExists ? may("AWS does not say whether an empty list counts as missing") : false;
  }
  if (given.length === 1) return agrees(first);
  // Several values without a set operator: positive operators do not match, for negated ones nothing is known.
  return operator.negated ? may("the key has several values and there is no set operator") : false;
}

function nullHolds(tested: Condition, state: ReturnType<typeof keyState>): Truth {
  if (tested.operator?.set !== null) return may("AWS does not document Null inside a set operator");
  const wanted = new Set(tested.values.map((value) => value.raw.toLowerCase()));
  if ([...wanted].some((value) => value !== "true" && value !== "false"))
    return may("Null compares with true or false only");
  if (wanted.size === 2) return true;
  if (state === "unknown") return may("whether the key is there is not known");
  if (Array.isArray(state) && state.length === 0)
    return may("AWS does not say whether an empty list counts as missing");
  return (state === "absent") === wanted.has("true");
}

function compare(operator: Operator, value: Value, given: string, form: ArnForm | null, request: Request): Truth {
  const { comparison } = operator;
  if (value.arn !== null) return matchArnValue(value.arn, given, form, request);
  if (value.text !== null) return compareText(value.text, given, form, request);
  if (typeof comparison === "object") {
    const compared = comparison.kind === "numeric" ? compareNumbers(given, value.raw) : compareDates(given, value.raw);
    return compared === null ? wrongType(comparison.kind, value.raw, given) : inOrder(compared, comparison.order);
  }
  if (comparison === "ip") return matchIp(value.raw, given) ?? wrongType("address", value.raw, given);
  if (comparison === "binary") return sameBytes(value.raw, given) ?? wrongType("base64", value.raw, given);
  const [wanted, found] = [value.raw.toLowerCase(), given.toLowerCase()];
  return isBool(wanted) && isBool(found) ? wanted === found : wrongType("true/false", value.raw, given);
}

function compareText(pattern: PatternText, given: string, form: ArnForm | null, request: Request): Truth {
  const truth = matchPattern(pattern, given, request);
  const matched = truth === "unresolved" ? false : truth;
  if (matched === false && form !== null && mayMatchForm(pattern, [{ text: form.prefix }, ...form.last], request)) {
    return may("the session's ARN does not show the path of its role");
  }
  return matched;
}

function isBool(text: string): boolean {
  return text === "true" || text === "false";
}

function wrongType(wanted: string, policyValue: string, given: string): Truth {
  return may(
    `"${policyValue}" against "${given}" is no comparison of type ${wanted}, and AWS does not say what follows`,
  );
}
