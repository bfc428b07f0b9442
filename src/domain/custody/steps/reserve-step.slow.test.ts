import * as fc from "fast-check";
import { expect, it } from "vitest";
import { brokenPromises, histories, StepWorld } from "../../../../test/custody/step-world.ts";

it("a step goes to one grant in ten thousand histories", () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const world = new StepWorld();
      world.run(commands);
      expect(brokenPromises(world)).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
});
