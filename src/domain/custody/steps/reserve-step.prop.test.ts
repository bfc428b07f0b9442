import * as fc from "fast-check";
import { expect, it } from "vitest";
import { brokenPromises, histories, StepWorld } from "../../../../test/custody/step-world.ts";

it("a step goes to one grant, in any order of asks, clock jumps and crashes", () => {
  let emitted = 0;
  let repeated = 0;
  let lost = 0;
  fc.assert(
    fc.property(histories, (commands) => {
      const world = new StepWorld();
      world.run(commands);
      emitted += world.emissions.length;
      repeated += world.emissions.filter(({ isRepeat }) => isRepeat).length;
      lost += world.log.filter(({ type }) => type === "release.lost").length;
      expect(brokenPromises(world)).toEqual([]);
    }),
    { numRuns: 400 },
  );
  // The histories reach what they are about.
  expect(emitted).toBeGreaterThan(400);
  expect(repeated).toBeGreaterThan(20);
  expect(lost).toBeGreaterThan(20);
});
