import { BlockList, isIPv4, isIPv6 } from "node:net";
import { arnGlob, glob, plain } from "./glob.ts";
import type { Condition } from "./parse-statements.ts";

/** Condition keys in lower case with their values. */
export type Context = ReadonlyMap<string, readonly string[]>;

type Test = (actual: string, wanted: string) => boolean;

const dates: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
};

const tests: Readonly<Record<string, Test>> = {
  stringequals: (actual, wanted) => actual === plain(wanted),
  stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === plain(wanted).toLowerCase(),
  stringlike: (actual, wanted) => glob(wanted, actual),
  arnequals: (actual, wanted) => arnGlob(wanted, actual),
  arnlike: (actual, wanted) => arnGlob(wanted, actual),
  bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  ipaddress: inRange,
  binaryequals: (actual, wanted) => actual === wanted,
  ...Object.fromEntries(
    Object.entries(dates).flatMap(([name, compare]): [string, Test][] => [
      [`numeric${name.toLowerCase()}`, (actual, wanted) => numbers(decimal(actual), decimal(wanted), compare)],
      [`date${name.toLowerCase()}`, (actual, wanted) => numbers(timeOf(actual), timeOf(wanted), compare)],
    ]),
  ),
};

const opposites: Readonly<Record<string, string>> = {
  stringnotequals: "stringequals",
  stringnotequalsignorecase: "stringequalsignorecase",
  stringnotlike: "stringlike",
  arnnotequals: "arnequals",
  arnnotlike: "arnlike",
  notipaddress: "ipaddress",
  numericnotequals: "numericequals",
  datenotequals: "dateequals",
};

/** Whether all conditions of a statement hold. `expand` replaces policy variables; null = a variable has no value. */
export function conditionsHold(
  conditions: readonly Condition[],
  context: Context,
  expand: (text: string) => string | null,
): boolean {
  return conditions.every((condition) => holds(condition, context, expand));
}

function holds(
  { operator, key, values }: Condition,
  context: Context,
  expand: (text: string) => string | null,
): boolean {
  const actual = context.get(key);
  let name = operator.toLowerCase();
  if (name === "null") return values.some((value) => (value.toLowerCase() === "true") === (actual === undefined));
  const every = name.startsWith("forallvalues:");
  const any = name.startsWith("foranyvalue:");
  if (every || any) name = name.slice(name.indexOf(":") + 1);
  const ifExists = name.endsWith("ifexists");
  if (ifExists) name = name.slice(0, -"ifexists".length);
  const opposite = opposites[name];
  const test = tests[opposite ?? name];
  // An operator AWS does not know is refused when the policy is written; it never matches here.
  if (test === undefined) return false;
  // ForAnyValue of a missing key is false whatever stands behind it.
  if (actual === undefined) return !any && (ifExists || every || opposite !== undefined);
  const wanted = values.map(expand).filter((value) => value !== null);
  const matches = (one: string) => {
    const found = wanted.some((value) => test(one, value));
    return opposite === undefined ? found : !found;
  };
  // To the set operators a key without values, or with empty text alone, is empty.
  const isEmpty = actual.every((value) => value === "") && actual.length <= 1;
  if (any) return !isEmpty && actual.some(matches);
  if (every) return isEmpty || actual.every(matches);
  if (opposite !== undefined) return actual.every(matches);
  // A key that carries several values needs a set operator.
  return actual.length === 1 && actual.some(matches);
}

function numbers(a: number, b: number, compare: (a: number, b: number) => boolean): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
}

function decimal(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inRange(actual: string, range: string): boolean {
  const [address = "", bits] = range.split("/");
  const family = isIPv4(address) ? "ipv4" : "ipv6";
  if (family === "ipv6" && !isIPv6(address)) return false;
  if (family === "ipv4" ? !isIPv4(actual) : !isIPv6(actual)) return false;
  const size = bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits);
  if (!Number.isInteger(size) || size < 0 || size > (family === "ipv4" ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(address, size, family);
  return list.check(actual, family);
}
