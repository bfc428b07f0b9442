import { expect, it } from "vitest";
import { rateRefused } from "./rate-limit.ts";

const now = 1_000_000;

/** What is said after requests that were made so many seconds ago for an account. */
function verdict(made: readonly (readonly [secondsAgo: number, account: string])[]): string | null {
  const countSince = (_: string, since: number, account: string | null) =>
    made.filter(([ago, of]) => now - ago >= since && (account === null || of === account)).length;
  return rateRefused({ person: "jane", account: "a", countSince }, now)?.detail ?? null;
}

const many = (count: number, account: (at: number) => string, ago: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => [ago(at), account(at)] as const);

it("takes five requests for an account in a quarter of an hour and twenty in a day, and no more", () => {
  const own = () => "a";
  expect(verdict(many(4, own, () => 1))).toBeNull();
  expect(verdict(many(5, own, () => 1))).toBe("jane, a: 5 in 15 minutes");
  expect(verdict([...many(4, own, () => 1), [901, "a"]])).toBeNull();
  expect(verdict(many(20, own, (at) => 1000 + at * 4000))).toBe("jane, a: 20 in 1440 minutes");
  expect(verdict(many(19, own, (at) => 1000 + at * 4000))).toBeNull();
});

it("lets one person ask for every account of an organization, though not without end", () => {
  expect(
    verdict(
      many(
        499,
        (at) => `other ${at}`,
        () => 1,
      ),
    ),
  ).toBeNull();
  expect(
    verdict(
      many(
        500,
        (at) => `other ${at}`,
        () => 1,
      ),
    ),
  ).toBe("jane, all accounts: 500 in 15 minutes");
  expect(
    verdict(
      many(
        2000,
        (at) => `other ${at}`,
        (at) => 1000 + at,
      ),
    ),
  ).toBe("jane, all accounts: 2000 in 1440 minutes");
});
