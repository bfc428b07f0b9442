/**
 * What must be so of one condition key for a condition to hold, or for it not to hold. Each demand admits at least
 * every state of the key in which AWS may evaluate the condition as wanted: what AWS does not document, and what this
 * checker does not understand, is admitted. So a set of demands that no state meets is a proof.
 */
import { multivaluedKeys } from "../catalogue/multivalued-keys.ts";
import type { ConditionEntry } from "../language/policy.ts";
import { type OperatorMeaning, operatorMeaning, type Order } from "./operator-meaning.ts";
import { addressRange, dateValue, numberValue } from "./ordered-value.ts";
import { patternOfText, type TextPlace } from "./pattern-of-text.ts";
import type { Range, RangeDemand } from "./range-emptiness.ts";
import type { TextDemand } from "./text-emptiness.ts";
import { textPattern } from "./text-pattern.ts";

/** What is demanded of the value: nothing, that there be none, or that it lie in a set of its family. */
export type ValueDemand =
  | { readonly family: "any" }
  | { readonly family: "never" }
  | ({ readonly family: "text" } & TextDemand)
  | ({
      readonly family: "number" | "date" | "address";
      /** True when the value is certainly a number, date or address; else it is when the key's type says so. */
      readonly isValueOfFamily?: boolean | undefined;
    } & RangeDemand);

/** A demand on a key (lower case): whether it may be missing, and what must be so of its values when it is there. */
export interface KeyDemand {
  readonly key: string;
  readonly missing: boolean;
  /** `some`: at least one value (there is one then); `every`: all of them, also when there are none. */
  readonly of: "some" | "every";
  readonly value: ValueDemand;
}

/** The demand under which a condition may be evaluated as `wanted`. */
export function keyDemand(entry: ConditionEntry, wanted: boolean, place: Omit<TextPlace, "widest">): KeyDemand {
  const made = demandOf(entry, wanted, place);
  return made.key === "aws:epochtime" ? { ...made, key: canonicalKey(made.key), value: asDate(made.value) } : made;
}

/** The opposite: exactly the states of the key that the demand does not admit. */
export function opposite(demand: KeyDemand): KeyDemand {
  const { value } = demand;
  const missing = !demand.missing;
  if (value.family === "any") return { ...demand, missing, value: { family: "never" } };
  if (value.family === "never") return { ...demand, missing, of: "every", value: { family: "any" } };
  return {
    ...demand,
    missing,
    of: demand.of === "some" ? "every" : "some",
    value: { ...value, inside: !value.inside },
  };
}

/** The name under which a key is judged: `aws:EpochTime` is `aws:CurrentTime` in seconds. */
export function canonicalKey(key: string): string {
  return key === "aws:epochtime" ? "aws:currenttime" : key;
}

/** Seconds as dates stand on the same scale; how the two keys compare as texts says nothing of each other. */
function asDate(value: ValueDemand): ValueDemand {
  switch (value.family) {
    case "number":
    case "date":
      return { ...value, family: "date" };
    case "any":
    case "never":
      return value;
    case "text":
    case "address":
      return { family: "any" };
  }
}

function demandOf(entry: ConditionEntry, wanted: boolean, place: Omit<TextPlace, "widest">): KeyDemand {
  const key = entry.key.toLowerCase();
  const meaning = operatorMeaning(entry.operator);
  if (meaning === null || entry.values.length === 0)
    return { key, missing: true, of: "every", value: { family: "any" } };
  if (meaning.compares.family === "null") return nullDemand(key, entry.values, wanted);
  const missing = mayBeMissing(meaning, wanted);
  // A plain operator on a key with several values, and negation inside a set operator, are not documented.
  const isOpen = meaning.set === null ? multivaluedKeys.has(key) : meaning.negated;
  if (isOpen) return { key, missing, of: "every", value: { family: "any" } };
  const inside = wanted !== meaning.negated;
  const of = (meaning.set === "all") === wanted ? "every" : "some";
  return { key, missing, of, value: valueDemand(entry.values, meaning, inside, { ...place, widest: inside }) };
}

/** Source: IAM user guide, condition operators (missing keys, IfExists), set operators for multivalued keys. */
function mayBeMissing(meaning: OperatorMeaning, wanted: boolean): boolean {
  if (meaning.set === "all") return wanted;
  // Documented: a missing key makes ForAnyValue false. Not beside IfExists or negation.
  if (meaning.set === "any") return meaning.ifExists || meaning.negated || !wanted;
  return (meaning.ifExists || meaning.negated) === wanted;
}

function nullDemand(key: string, values: readonly string[], wanted: boolean): KeyDemand {
  const texts = new Set(values.map((value) => value.toLowerCase()));
  const isClear = [...texts].every((text) => text === "true" || text === "false");
  const missing = !isClear || texts.has("true") === wanted;
  const present = !isClear || texts.has("false") === wanted;
  // An empty list may count as missing, so on a key of several values presence is never ruled out.
  const value: ValueDemand = present || multivaluedKeys.has(key) ? { family: "any" } : { family: "never" };
  return { key, missing, of: "every", value };
}

function valueDemand(
  values: readonly string[],
  meaning: OperatorMeaning,
  inside: boolean,
  place: TextPlace,
): ValueDemand {
  const { compares } = meaning;
  switch (compares.family) {
    case "null":
      return { family: "any" };
    case "text":
      if (compares.reading === "bool") return boolDemand(values, inside);
      return textDemand(values, compares.reading, meaning, place);
    case "number":
    case "date": {
      const read = compares.family === "number" ? numberValue : dateValue;
      return rangeDemand(compares.family, values, inside, meaning, (text) => orderRange(read(text), compares.order));
    }
    case "address":
      return rangeDemand("address", values, inside, meaning, (text) => addressRange(text, inside));
  }
}

/** What a value that is neither true nor false does is not documented: it is admitted either way. */
function boolDemand(values: readonly string[], inside: boolean): ValueDemand {
  const listed = values.map((value) => value.toLowerCase());
  const odd = listed.some((text) => text !== "true" && text !== "false");
  if (inside && odd) return { family: "any" };
  const excluded = ["true", "false"].filter((text) => listed.includes(text) !== inside);
  return {
    family: "text",
    inside: false,
    patterns: excluded.map((text) => textPattern([{ text }], { ignoreCase: true })),
  };
}

function textDemand(
  values: readonly string[],
  reading: "exact" | "ignore-case" | "glob" | "arn",
  meaning: OperatorMeaning,
  place: TextPlace,
): ValueDemand {
  const inside = place.widest;
  const patterns = values.flatMap((text) => {
    const pattern = patternOfText(text, reading, place);
    return pattern === null ? [] : [pattern];
  });
  if (meaning.set === null) return { family: "text", inside, patterns };
  // An empty text counts as no value in a set operator: ForAllValues is true then, ForAnyValue false.
  if (inside) return { family: "text", inside, patterns: [...patterns, []] };
  return { family: "text", inside, patterns: patterns.filter((pattern) => !pattern.every((unit) => unit.loop)) };
}

function rangeDemand(
  family: "number" | "date" | "address",
  values: readonly string[],
  inside: boolean,
  meaning: OperatorMeaning,
  read: (text: string) => Range | null,
): ValueDemand {
  const ranges = values.flatMap((text) => read(text) ?? []);
  if (meaning.set !== null || (inside && ranges.length < values.length)) return { family: "any" };
  return { family, inside, ranges };
}

/** The doubled scale makes the next whole number a value between this constant and any other. */
function orderRange(constant: bigint | null, order: Order): Range | null {
  if (constant === null) return null;
  switch (order) {
    case "=":
      return { from: constant, to: constant };
    case "<":
      return { from: null, to: constant - 1n };
    case "<=":
      return { from: null, to: constant };
    case ">":
      return { from: constant + 1n, to: null };
    case ">=":
      return { from: constant, to: null };
  }
}
