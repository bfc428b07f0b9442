import { describe, expect, it } from "vitest";
import { glob, matchesGlob, type Meter } from "./glob.ts";

function steps(pattern: string, text: string): number {
  const meter: Meter = { steps: 0 };
  matchesGlob(glob(pattern), text, meter);
  return meter.steps;
}

describe("a glob", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["?", "", false],
    ["?", "*", true],
    ["a*", "a", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["*abc*", "xxabcyy", true],
    ["*ab?*", "xxab", false],
    ["a**b", "ab", true],
    ["arn:aws:s3:::*/private/*", "arn:aws:s3:::b/private/k", true],
    ["*aab", "aaaab", true],
    ["*a?c*d", "abcaxcd", true],
  ];
  it.each(cases)("%j against %j: %s", (pattern, text, expected) => {
    expect(matchesGlob(glob(pattern), text)).toBe(expected);
  });
});

describe("the work of a glob", () => {
  // Patterns and texts on which backtracking matchers explode; n is the size of both.
  const hard: readonly (readonly [string, (n: number) => string, (n: number) => string])[] = [
    ["many stars", (n) => `${"*a".repeat(n)}b`, (n) => "a".repeat(2 * n)],
    ["one long chunk that nearly matches", (n) => `*${"a".repeat(n)}b*`, (n) => "a".repeat(2 * n)],
    ["a chunk that nearly repeats", (n) => `*${"ab".repeat(n)}c*`, (n) => "ab".repeat(2 * n)],
    ["stars at both ends of each piece", (n) => "*a*b".repeat(n), (n) => "a".repeat(4 * n)],
  ];
  it.each(hard)("is linear without question marks: %s", (_name, pattern, text) => {
    for (const n of [50, 500, 5000]) {
      expect(steps(pattern(n), text(n))).toBeLessThanOrEqual(2 * (pattern(n).length + text(n).length) + 4);
    }
  });

  it("grows by one step per 32 pattern characters with question marks", () => {
    for (const n of [64, 640]) {
      const pattern = `*${"a?".repeat(n / 2)}b*`;
      const text = "a".repeat(4 * n);
      expect(steps(pattern, text)).toBeLessThanOrEqual(text.length * Math.ceil((n + 1) / 32) + pattern.length + 4);
    }
  });
});
