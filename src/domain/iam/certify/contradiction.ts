/** Whether demands on one key contradict each other: the key can neither be missing nor have any value. */
import { multivaluedKeys } from "../catalogue/multivalued-keys.ts";
import type { KeyDemand, ValueDemand } from "./key-demand.ts";
import type { Meter } from "./meter.ts";
import { everyAddress } from "./ordered-value.ts";
import { isRangeEmpty, type RangeDemand } from "./range-emptiness.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";

/** True when certainly no state of the key meets all demands; they must all be on that key. */
export function contradicts(key: string, demands: readonly KeyDemand[], meter: Meter): boolean {
  if (demands.every((demand) => demand.missing)) return false;
  if (demands.some((demand) => demand.value.family === "never")) return true;
  if (!multivaluedKeys.has(key))
    return hasNoValue(
      key,
      demands.map((demand) => demand.value),
      meter,
    );
  // A list: one value must meet a "some" beside every "every". Without a "some" the empty list will do.
  const every = demands.flatMap((demand) => (demand.of === "every" ? [demand.value] : []));
  return demands.some((demand) => demand.of === "some" && hasNoValue(key, [...every, demand.value], meter));
}

/** Each family of operators is judged alone, which can only overlook a contradiction. */
function hasNoValue(key: string, demands: readonly ValueDemand[], meter: Meter): boolean {
  const texts: TextDemand[] = [];
  const ranges = { number: [] as RangeDemand[], date: [] as RangeDemand[], address: [] as RangeDemand[] };
  for (const demand of demands) {
    switch (demand.family) {
      case "any":
      case "never":
        break;
      case "text":
        texts.push(demand);
        break;
      case "number":
      case "date":
      case "address":
        ranges[demand.family].push(demand);
        break;
    }
  }
  if (texts.length > 0 && isTextEmpty(texts, meter)) return true;
  if (isOrderedEmpty(ranges.number, meter) || isOrderedEmpty(ranges.date, meter)) return true;
  const all: RangeDemand = { inside: true, ranges: everyAddress };
  const isAddress = addressKeys.has(key) || ranges.address.some((demand) => demand.inside);
  return isAddress && isRangeEmpty([all, ...ranges.address], meter);
}

/**
 * A value of another type meets no positive comparison, but a negated one may hold for it: without a positive demand
 * the value need not be a number at all.
 */
function isOrderedEmpty(demands: readonly RangeDemand[], meter: Meter): boolean {
  return demands.some((demand) => demand.inside) && isRangeEmpty(demands, meter);
}

/** Keys whose value is an address whenever they are there. Source: IAM user guide, global condition context keys. */
const addressKeys = new Set(["aws:sourceip", "aws:vpcsourceip"]);
