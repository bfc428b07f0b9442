import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyOrganization } from "./any-organization.ts";
import { compare, type Effort } from "./contradictions.ts";

const effort: Effort = { sets: 2, lacking: 1, largest: 1 };

test("what the product says of random organizations is what executed attacks show", { timeout: 300_000 }, async () => {
  const ended = { root: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(anyOrganization, async (organization) => {
      const { contradictions, ended: more, statuses } = await compare(organization, effort);
      expect(contradictions).toEqual([]);
      expect(new Set(statuses)).toEqual(new Set(["exact"]));
      ended.root += more.root;
      ended.refused += more.refused;
    }),
    { seed: 20_261_122, numRuns: 40 },
  );
  // Both ends are reached often, so neither side of the comparison is empty.
  expect(ended.root).toBeGreaterThan(60);
  expect(ended.refused).toBeGreaterThan(100);
});
