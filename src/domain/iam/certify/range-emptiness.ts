/**
 * Whether no value satisfies a list of demands on ordered values. A demand is true on whole ranges, so if any value
 * satisfies them all, one next to an end of some range does: those are tried, each against every demand. Numbers and
 * dates are dense; they come scaled by two (see `below`), so that there is always a value between two constants.
 */
import { type Meter, spend } from "./meter.ts";

/** Whole numbers from `from` to `to`, both included; null is without end. */
export interface Range {
  readonly from: bigint | null;
  readonly to: bigint | null;
}

/** A demand: the value lies in one of the ranges (`inside`), or in none. */
export interface RangeDemand {
  readonly inside: boolean;
  readonly ranges: readonly Range[];
}

/** True when certainly no value meets all demands. */
export function isRangeEmpty(demands: readonly RangeDemand[], meter: Meter): boolean {
  const ranges = demands.flatMap((demand) => demand.ranges);
  const values = new Set([0n]);
  for (const { from, to } of ranges) {
    for (const end of [from, to]) if (end !== null) for (const step of [-1n, 0n, 1n]) values.add(end + step);
  }
  if (!spend(meter, values.size * (ranges.length + 1))) return false;
  return ![...values].some((value) =>
    demands.every((demand) => demand.ranges.some((range) => isWithin(value, range)) === demand.inside),
  );
}

function isWithin(value: bigint, range: Range): boolean {
  return (range.from === null || value >= range.from) && (range.to === null || value <= range.to);
}
