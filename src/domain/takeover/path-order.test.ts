import { expect, test } from "vitest";
import type { Cost } from "../core/cost.ts";
import type { Path } from "./answer.ts";
import { comparePaths } from "./path-order.ts";

function path(name: string, costs: readonly Cost[], atLeast = 1, more: Partial<Path> = {}): Path {
  const ranked: readonly Cost[] = ["trivial", "low", "medium", "high", "insider"];
  const highest = costs.reduce((one, two) => (ranked.indexOf(two) > ranked.indexOf(one) ? two : one), "trivial");
  return {
    goal: "session",
    certainty: "certain",
    steps: [name],
    leaves: costs.map((cost, at) => ({ id: `${name}/${at}`, kind: "mailbox", who: null, cost })),
    rules: [],
    parties: { atLeast, exact: true },
    cost: highest,
    ...more,
  };
}

test("paths are ordered by certainty, parties, highest class, sum of ranks, ids and goal, in this order", () => {
  const ordered = [
    path("z one party", ["high", "high"], 1),
    path("y low class, short", ["low"], 2),
    path("x low class, longer", ["low", "low", "low", "low"], 2),
    path("w high class, one leaf", ["high"], 2),
    path("a by name", ["high", "trivial"], 3),
    path("b by name", ["high"], 3),
    path("b by name", ["high"], 3, { goal: "bucket-unlock" }),
    path("c same start", ["high"], 3),
    path("c same start", ["high", "trivial"], 3),
    path("possible", ["trivial"], 1, { certainty: "possible" }),
  ];
  expect(ordered.toReversed().sort(comparePaths)).toEqual(ordered);
});
