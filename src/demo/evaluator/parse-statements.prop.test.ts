import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glob } from "./glob.ts";
import { parseStatements } from "./parse-statements.ts";

describe("reading policies", () => {
  it("gives statements or a SyntaxError for any text", () => {
    const json = fc.json({ maxDepth: 5 });
    const shaped = fc
      .record({ Version: fc.constant("2012-10-17"), Statement: fc.jsonValue({ maxDepth: 4 }) })
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(fc.string(), json, shaped), (text) => {
        try {
          parseStatements(text);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("matches patterns as a regular expression would", () => {
    const piece = fc.constantFrom("a", "b", "*", "?", ":", "/");
    const text = fc.array(fc.constantFrom("a", "b", ":", "/"), { maxLength: 10 }).map((list) => list.join(""));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), text, (pattern, subject) => {
        const body = pattern.map((one) => (one === "*" ? ".*" : one === "?" ? "." : one)).join("");
        expect(glob(pattern.join(""), subject)).toBe(new RegExp(`^${body}$`, "s").test(subject));
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes time that grows gently with hostile patterns", () => {
    expect(glob(`${"a*".repeat(200)}c`, `${"a".repeat(2_000)}b`)).toBe(false);
  });
});
