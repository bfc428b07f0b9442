import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globOf, type GlobToken, globTokens, matchesGlob } from "../language/glob.ts";
import { globsOverlap } from "../language/glob-overlap.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";
import { textPattern } from "./text-pattern.ts";

const letters = ["a", "b", "A", ":", "z"];
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ":", "A"), maxLength: 4 });
const words = ["", ...letters];
for (let from = 1; words.length < 4000; from += 1)
  for (const letter of letters) words.push((words[from] ?? "") + letter);

interface Given {
  readonly inside: boolean;
  readonly patterns: readonly { readonly text: string; readonly stops: boolean; readonly folds: boolean }[];
}

const given: fc.Arbitrary<Given> = fc.record({
  inside: fc.boolean(),
  patterns: fc.array(fc.record({ text: pattern, stops: fc.boolean(), folds: fc.boolean() }), { maxLength: 2 }),
});

/** By regular expression: another way to say the same. */
function matches({ text, stops, folds }: Given["patterns"][number], word: string): boolean {
  const any = stops ? "[^:]" : "[^]";
  const source = text.replaceAll("*", `${any}*`).replaceAll(/\?/g, any);
  return new RegExp(`^(?:${source.replaceAll("]**", "]*")})$`, folds ? "i" : "").test(word);
}

function demandOf({ inside, patterns }: Given): TextDemand {
  return {
    inside,
    patterns: patterns.map(({ text, stops, folds }) =>
      textPattern(globTokens(text), { stopsAtColon: stops, ignoreCase: folds }),
    ),
  };
}

describe("emptiness of texts", () => {
  it("is never said when some short text meets all demands", () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 4 }), (all) => {
        const isEmpty = isTextEmpty(all.map(demandOf), { left: 100_000 });
        const word = words.find((each) =>
          all.every(({ inside, patterns }) => patterns.some((one) => matches(one, each)) === inside),
        );
        expect(isEmpty && word !== undefined).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("of two patterns is the opposite of their overlap", () => {
    const tokens = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 }).map(globTokens);
    const demand = (each: readonly GlobToken[]): TextDemand => ({ inside: true, patterns: [textPattern(each)] });
    fc.assert(
      fc.property(tokens, tokens, (one, other) => {
        expect(isTextEmpty([demand(one), demand(other)], { left: 100_000 })).toBe(!globsOverlap(one, other));
      }),
    );
  });

  it("of a pattern without itself holds, and without a longer one does not", () => {
    fc.assert(
      fc.property(pattern, pattern, (text, more) => {
        const inside = { inside: true, patterns: [textPattern(globTokens(text))] };
        const without = (other: string): TextDemand => ({ inside: false, patterns: [textPattern(globTokens(other))] });
        expect(isTextEmpty([inside, without(text)], { left: 100_000 })).toBe(true);
        const plain = text.replaceAll(/[*?]/g, "c");
        const isOther = !matchesGlob(globOf(globTokens(more)), plain);
        if (isOther) expect(isTextEmpty([inside, without(more)], { left: 100_000 })).toBe(false);
      }),
    );
  });

  it("is not said when the budget ends, and the budget bounds the work", () => {
    const hard = (letter: string): TextDemand => ({
      inside: true,
      patterns: [textPattern(globTokens(`*${letter}${"?".repeat(40)}`))],
    });
    const meter = { left: 20_000 };
    const demands = [hard("a"), hard("b"), { inside: false, patterns: [textPattern(globTokens("*c*"))] }];
    expect(isTextEmpty(demands, meter)).toBe(false);
    expect(meter.left).toBeLessThan(0);
    expect(meter.left).toBeGreaterThan(-20_000);
  });
});
