import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories, NeverTwice } from "./never-twice-for-test.ts";

describe("never twice", () => {
  it("no half minute of an account goes to two, over clock jumps, crashes and files that were put back", async () => {
    const world = await NeverTwice.make();
    try {
      await fc.assert(
        fc.asyncProperty(histories({ minLength: 25, maxLength: 35 }), async (commands) => {
          await world.play(commands);
          expect(world.broken).toEqual([]);
        }),
        { numRuns: 5, endOnFailure: true },
      );
      // What was to happen did happen.
      const happened = [...world.counted.keys()].join(" ");
      for (const what of ["done", "wait", "grant done", "resync", "put back", "BROKER_LOG_STOPPED"]) {
        expect(happened).toContain(what);
      }
      expect(world.emissions.length).toBeGreaterThan(5);
    } finally {
      world.remove();
    }
  });
});
