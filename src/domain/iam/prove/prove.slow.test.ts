import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asked, contradiction, smallSubject } from "./brute-force-for-test.ts";
import { prover } from "./prover.ts";
import { smallIndex } from "./small-index-for-test.ts";

const engine = prover({ index: smallIndex(asked.map(([name]) => name)) });
const seed = Number(process.env["ROOTWARD_TEST_SEED"] ?? "1");

describe("the engine against brute force, long", () => {
  it("holds on ten thousand random subjects", { timeout: 3_600_000 }, () => {
    const seen = { open: 0, closed: 0, may: 0 };
    fc.assert(
      fc.property(smallSubject, (subject) => {
        expect(contradiction(engine, subject, seen)).toBeNull();
      }),
      { numRuns: 10_000, seed },
    );
    expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(10_000);
  });
});
