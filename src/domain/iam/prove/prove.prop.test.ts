import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asked, contradiction, smallSubject } from "./brute-force-for-test.ts";
import { prover } from "./prover.ts";
import { smallIndex } from "./small-index-for-test.ts";

const engine = prover({ index: smallIndex(asked.map(([name]) => name)) });

describe("the engine against brute force with the concrete evaluator", () => {
  it("opens only what replays, closes only what never passes and what the checker accepts", () => {
    const seen = { open: 0, closed: 0, may: 0 };
    fc.assert(
      fc.property(smallSubject, (subject) => {
        expect(contradiction(engine, subject, seen)).toBeNull();
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(300);
    expect(seen.may / (seen.open + seen.closed)).toBeLessThan(0.2);
  });
});
