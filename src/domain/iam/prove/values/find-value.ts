import { anyOne, anyRun, nfa } from "../automata/nfa.ts";
import { findWord, type TextTest } from "../automata/find-word.ts";
import type { Budget } from "../solve/budget.ts";
import { readDate } from "./date-value.ts";
import { decimalsAround, decimalText } from "./decimal.ts";
import { addressesAround } from "./ip-range.ts";
import type { ValueType } from "./key-domain.ts";
import type { Reading } from "./tri.ts";
import type { Family } from "./operator-name.ts";
import type { ValueTest } from "./value-test.ts";

/** One demand on a value. */
export interface ValueDemand {
  readonly test: ValueTest;
  readonly reading: Reading;
  readonly want: boolean;
  /** Whether a value meets the demand. */
  readonly isMet: (value: string) => boolean;
}

/** `unsure`: the engine neither found a value nor can exclude one. */
export type FoundValue = { readonly value: string } | "none" | "stopped" | "unsure";

/**
 * Looks for a value that meets all demands. Text: the product of the patterns. Numbers, dates and addresses: one value
 * of every region that the listed ones cut out. Demands of several kinds on one key are tried with the values of each;
 * if none fits and no kind alone is contradictory, the answer is `unsure`.
 */
export function findValue(
  demands: readonly ValueDemand[],
  type: ValueType,
  from: number | null,
  budget: Budget,
): FoundValue {
  const fits = (value: string): boolean => demands.every((demand) => demand.isMet(value));
  if (type === "bool") return first(["true", "false"].filter(fits));
  const families = new Set(demands.map((demand) => kindOf(demand.test.family)));
  const { values, isComplete } = candidates(demands, type, from);
  for (const value of values) {
    if (!budget.take()) return "stopped";
    if (fits(value)) return { value };
  }
  if (type !== "text" && !families.has("text")) return isComplete && families.size <= 1 ? "none" : "unsure";
  if (families.size === 1 && !families.has("text") && isComplete) return "none";
  const textual = demands.filter((demand) => kindOf(demand.test.family) === "text");
  const found = findWord([notEmpty, ...textual.map(textTest)], budget);
  if (found.kind !== "word") return found.kind;
  return fits(found.word) ? { value: found.word } : "unsure";
}

/** Any text but the empty one, which callers try apart. */
const notEmpty: TextTest = { nfa: nfa([[anyOne, anyRun]]), want: true };

function first(values: readonly string[]): FoundValue {
  const [value] = values;
  return value === undefined ? "none" : { value };
}

function kindOf(family: Family): "text" | Family {
  return family === "arn" ? "text" : family;
}

/** A demand as a demand on one automaton; negation swaps what is sure with what is possible. */
function textTest({ test, reading, want }: ValueDemand): TextTest {
  const { texts, negated } = test;
  if (texts === null) throw new Error("a text demand has patterns");
  const usesSure = negated ? reading === "possible" : reading === "sure";
  return { nfa: usesSure ? texts.sure : texts.possible, want: negated ? !want : want };
}

interface Candidates {
  readonly values: readonly string[];
  /** Every region of numbers, dates, addresses has one of the values in it. */
  readonly isComplete: boolean;
}

function candidates(demands: readonly ValueDemand[], type: ValueType, from: number | null): Candidates {
  const has = (family: Family): boolean => demands.some((demand) => demand.test.family === family);
  const values: string[] = [];
  let isComplete = true;
  if (type === "date") {
    const dates = datesAround(demands, from ?? 0);
    values.push(...dates.values);
    isComplete = dates.isComplete;
  } else if (has("date")) {
    const dates = datesAround(demands, 0);
    values.push(...dates.values);
    // Before 1970 nothing is tried.
    isComplete = false;
  }
  if (type === "numeric" || has("numeric")) {
    values.push(...decimalsAround(demands.flatMap((demand) => demand.test.decimals)).map(decimalText));
  }
  if (type === "ip" || has("ip")) values.push(...addressesAround(demands.flatMap((demand) => demand.test.ranges)));
  if (has("bool")) values.push("true", "false");
  if (has("binary")) values.push("AA==", "AQ==");
  for (const { test } of demands) values.push(...test.words.filter((word) => !/[*?$]/.test(word)));
  // A value of another type, where the key is not known to have one.
  if (type === "text") values.push("x", "other");
  return { values: [...new Set(values)].filter((value) => value !== ""), isComplete };
}

function datesAround(demands: readonly ValueDemand[], from: number): Candidates {
  const marks = new Set<number>([from]);
  for (const { test } of demands) {
    for (const date of test.dates) marks.add(date);
    for (const number of test.decimals) marks.add((Number(number.units) / 10 ** number.scale) * 1000);
  }
  const sorted = [...marks].sort((one, other) => one - other);
  const found: number[] = [];
  for (const [index, mark] of sorted.entries()) {
    const next = sorted[index + 1];
    found.push(mark, next === undefined ? mark + 1000 : Math.floor((mark + next) / 2));
  }
  const usable = found.filter((date) => date >= from && date <= lastDate && Number.isInteger(date));
  const isComplete = sorted.every((mark) => mark < lastDate - 1000 && Number.isInteger(mark));
  return { values: usable.map(dateText), isComplete };
}

const lastDate = readDate("9999-12-31T23:59:59Z") ?? 0;

function dateText(date: number): string {
  const text = new Date(date).toISOString();
  return text.endsWith(".000Z") ? text.replace(".000Z", "Z") : text;
}
