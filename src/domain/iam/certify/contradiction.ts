/** Whether demands on one key contradict each other: the key can neither be missing nor have any value. */
import { keyTypes } from "../catalogue/key-types.ts";
import { multivaluedKeys } from "../catalogue/multivalued-keys.ts";
import type { KeyDemand, ValueDemand } from "./key-demand.ts";
import type { Meter } from "./meter.ts";
import { everyAddress } from "./ordered-value.ts";
import { isRangeEmpty, type RangeDemand } from "./range-emptiness.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";
import { textPattern } from "./text-pattern.ts";

/** True when certainly no state of the key meets all demands; they must all be on that key. */
export function contradicts(key: string, demands: readonly KeyDemand[], meter: Meter): boolean {
  if (demands.every((demand) => demand.missing)) return false;
  if (demands.some((demand) => demand.value.family === "never")) return true;
  const values = demands.map((demand) => demand.value);
  if (!multivaluedKeys.has(key)) return hasNoValue(key, values, meter);
  // A list: one value must meet a "some" beside every "every". Without a "some" the empty list will do.
  const every = demands.flatMap((demand) => (demand.of === "every" ? [demand.value] : []));
  return demands.some((demand) => demand.of === "some" && hasNoValue(key, [...every, demand.value], meter));
}

/** Each family of operators is judged alone, which can only overlook a contradiction. */
function hasNoValue(key: string, demands: readonly ValueDemand[], meter: Meter): boolean {
  const texts: TextDemand[] = [];
  const ranges = { number: [] as RangeDemand[], date: [] as RangeDemand[], address: [] as RangeDemand[] };
  const sure = new Set(typesOf(key));
  for (const demand of demands) {
    if (demand.family === "any" || demand.family === "never") continue;
    if (demand.family === "text") texts.push(demand);
    else {
      ranges[demand.family].push(demand);
      if (demand.isValueOfFamily === true) sure.add(demand.family);
    }
  }
  if (texts.length > 0 && isTextEmpty(booleans.has(key) ? [trueOrFalse, ...texts] : texts, meter)) return true;
  return [...sure].some((family) => {
    const whole: readonly RangeDemand[] = family === "address" ? [{ inside: true, ranges: everyAddress }] : [];
    return ranges[family].length > 0 && isRangeEmpty([...whole, ...ranges[family]], meter);
  });
}

/** What AWS puts into a key. A value of another type is compared in a way that is not documented, so it must be ruled out. */
function typesOf(key: string): readonly ("number" | "date" | "address")[] {
  if (numbers.has(key)) return ["number"];
  if (dates.has(key)) return ["date"];
  return addresses.has(key) ? ["address"] : [];
}

const numbers = new Set(keyTypes.numeric.split(" "));
const dates = new Set(keyTypes.date.split(" "));
const booleans = new Set(keyTypes.bool.split(" "));
const trueOrFalse: TextDemand = {
  inside: true,
  patterns: ["true", "false"].map((text) => textPattern([{ text }], { ignoreCase: true })),
};
const addresses = new Set(keyTypes.ipaddress.split(" "));
