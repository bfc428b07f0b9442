import { expect, it } from "vitest";
import { rateRefused } from "./rate-limit.ts";

/** Requests made so many seconds ago. */
function verdict(agesSeconds: readonly number[]): string | null {
  const now = 1_000_000;
  const countSince = (since: number) => agesSeconds.filter((age) => now - age >= since).length;
  return rateRefused("jane", countSince, now)?.row.code ?? null;
}

it("takes five requests in a quarter of an hour and twenty in a day, and no more", () => {
  expect(verdict([1, 2, 3, 4])).toBeNull();
  expect(verdict([1, 2, 3, 4, 5])).toBe("CUSTODY_RATE");
  expect(verdict([1, 2, 3, 4, 901])).toBeNull();
  const spread = Array.from({ length: 20 }, (_, at) => 1000 + at * 4000);
  expect(verdict(spread)).toBe("CUSTODY_RATE");
  expect(verdict(spread.slice(1))).toBeNull();
});
