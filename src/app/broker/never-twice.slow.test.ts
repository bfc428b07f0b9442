import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories, NeverTwice } from "./never-twice-for-test.ts";

const interleavings = Number(process.env["ROOTWARD_TEST_INTERLEAVINGS"] ?? 10_000);
/** Where this run begins, so that several at once share the work. */
const first = Number(process.env["ROOTWARD_TEST_FIRST_INTERLEAVING"] ?? 0);
const inOneWorld = 50;

describe("never twice", () => {
  it("no half minute of an account goes to two, in 10,000 random interleavings", { timeout: 7_200_000 }, async () => {
    let [emissions, resyncs] = [0, 0];
    for (let played = 0; played < interleavings; played += inOneWorld) {
      const world = await NeverTwice.make();
      try {
        await fc.assert(
          fc.asyncProperty(histories({ minLength: 6, maxLength: 14 }), async (commands) => {
            await world.play(commands);
            expect(world.broken).toEqual([]);
          }),
          { numRuns: Math.min(inOneWorld, interleavings - played), endOnFailure: true, seed: first + played + 1 },
        );
        emissions += world.emissions.length;
        resyncs += world.counted.get("resync") ?? 0;
        if (process.env["ROOTWARD_TEST_COUNTS"]) console.log(Object.fromEntries(world.counted));
      } finally {
        world.remove();
      }
    }
    console.log(`${interleavings} interleavings: ${emissions} codes seen, ${resyncs} resyncs`);
    expect(emissions).toBeGreaterThan(interleavings / 10);
  });
});
