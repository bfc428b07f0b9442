import type { Budget } from "../solve/budget.ts";
import type { ConditionTest, KeyValues } from "./condition-test.ts";
import { findValue, type FoundValue, type ValueDemand } from "./find-value.ts";
import type { KeyDomain } from "./key-domain.ts";
import { holds, type Reading } from "./tri.ts";

/** One demand on a key: the condition holds in this reading, or does not. */
export interface KeyDemand {
  readonly test: ConditionTest;
  readonly reading: Reading;
  readonly want: boolean;
}

/** Values that meet all demands, or why there are none. */
export type FoundKeyValues = { readonly values: KeyValues } | Exclude<FoundValue, object>;

/** Looks for the values of one key: missing, one value, an empty list, several values, in this order. */
export function findKeyValues(demands: readonly KeyDemand[], domain: KeyDomain, budget: Budget): FoundKeyValues {
  const meets = (given: KeyValues): boolean =>
    demands.every(({ test, reading, want }) => holds(test.holds(given), reading) === want);
  if (domain.kind === "fixed") return meets(domain.values) ? { values: domain.values } : "none";
  if (domain.kind === "unknown") return "unsure";
  if (domain.mayMiss && meets(null)) return { values: null };
  const one = findOne(demands, domain, budget, meets);
  if (typeof one === "object") return one;
  if (!domain.isList) return one;
  if (meets([])) return { values: [] };
  const many = findMany(demands, domain, budget);
  if (typeof many === "object") return many;
  return one === "none" ? many : one;
}

type FreeDomain = Extract<KeyDomain, { readonly kind: "free" }>;

function findOne(
  demands: readonly KeyDemand[],
  domain: FreeDomain,
  budget: Budget,
  meets: (given: KeyValues) => boolean,
): FoundKeyValues {
  const valued: ValueDemand[] = [];
  for (const { test, reading, want } of demands) {
    if (test.values === null || (test.operator?.negated === true && test.operator.set !== "plain")) {
      // The same answer for every value.
      if (holds(test.holds(["x"]), reading) !== want) return "none";
    } else
      valued.push({ test: test.values, reading, want, isMet: (value) => holds(test.holds([value]), reading) === want });
  }
  const found = findValue(valued, domain.type, domain.from, budget);
  if (typeof found === "object") return { values: [found.value] };
  if (domain.type === "text" && meets([""])) return { values: [""] };
  return found;
}

/** Several values: what all of them must be, and what one of them must be. */
function findMany(demands: readonly KeyDemand[], domain: FreeDomain, budget: Budget): FoundKeyValues {
  const every: ValueDemand[] = [];
  const some: ValueDemand[] = [];
  for (const { test, reading, want } of demands) {
    const { values, operator } = test;
    if (values === null || operator === null || operator.set === "plain" || operator.negated) {
      if (holds(test.holds(["x", "y"]), reading) !== want) return "none";
      continue;
    }
    const demand: ValueDemand = {
      test: values,
      reading,
      want,
      // An empty text counts as no value; what it does among others is not documented.
      isMet: (value) => holds(value === "" ? "may" : values.agrees(value), reading) === want,
    };
    if ((operator.set === "forall") === want) every.push(demand);
    else some.push(demand);
  }
  const values: string[] = [];
  let worst: FoundKeyValues | null = null;
  for (const each of some.length === 0 ? [null] : some) {
    const wanted = each === null ? every : [...every, each];
    const found = findValue(wanted, domain.type, domain.from, budget);
    if (typeof found === "object") values.push(found.value);
    else if (domain.type === "text" && wanted.every((demand) => demand.isMet(""))) values.push("");
    else if (found === "none") return "none";
    else worst = found;
  }
  if (worst !== null) return worst;
  const [first = ""] = values;
  return { values: values.length > 1 ? values : [first, first] };
}
