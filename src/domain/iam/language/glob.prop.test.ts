import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glob, globTokens, matchesGlob } from "./glob.ts";
import { globsOverlap } from "./glob-overlap.ts";

/** The definition, straight: a star is nothing, or one character and a star. */
function naive(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern.startsWith("*")) return naive(rest, text) || (text !== "" && naive(pattern, text.slice(1)));
  if (text === "") return false;
  return (pattern.startsWith("?") || pattern[0] === text[0]) && naive(rest, text.slice(1));
}

const pattern = fc.array(fc.constantFrom("a", "b", ":", "*", "?"), { maxLength: 9 }).map((each) => each.join(""));
const text = fc.array(fc.constantFrom("a", "b", ":"), { maxLength: 12 }).map((each) => each.join(""));

/** All texts of up to four letters over a, b, c; c stands for every letter that no pattern names. */
const texts = [
  "",
  ...["a", "b", "c"].flatMap((x) => [
    x,
    ...["a", "b", "c"].flatMap((y) => [
      x + y,
      ...["a", "b", "c"].flatMap((z) => [x + y + z, `${x}${y}${z}a`, `${x}${y}${z}b`]),
    ]),
  ]),
];

describe("the glob matcher", () => {
  it("agrees with the definition", () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matchesGlob(glob(p), t)).toBe(naive(p, t));
      }),
      { numRuns: 4000 },
    );
  });

  it("agrees on long chunks with question marks, over more than one word of 32", () => {
    const long = fc
      .array(fc.constantFrom("a", "b", "?"), { minLength: 20, maxLength: 70 })
      .map((each) => each.join(""));
    fc.assert(
      fc.property(long, fc.nat(5), fc.nat(5), fc.boolean(), (chunk, before, after, spoil) => {
        const middle = chunk.replaceAll("?", "b").split("");
        if (spoil) middle[19] = "c";
        const whole = "a".repeat(before) + middle.join("") + "b".repeat(after);
        expect(matchesGlob(glob(`*${chunk}*`), whole)).toBe(naive(`*${chunk}*`, whole));
      }),
      { numRuns: 300 },
    );
  });

  it("finds an overlap whenever some short text matches both", () => {
    const small = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 }).map((each) => each.join(""));
    fc.assert(
      fc.property(small, small, (left, right) => {
        const common = texts.some((each) => naive(left, each) && naive(right, each));
        const found = globsOverlap(globTokens(left), globTokens(right));
        if (common) expect(found).toBe(true);
        // Two patterns of at most two fixed places each have a common text of at most four letters, if any.
        const fixed = (left + right).replaceAll("*", "").length;
        if (found && fixed <= 4) expect(common).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
