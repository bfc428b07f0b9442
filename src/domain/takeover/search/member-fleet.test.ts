import { describe, expect, test } from "vitest";
import { fleetMember, fleetSize } from "../../../../test/takeover/member-fleet.ts";
import { solverOf } from "./solver.ts";

function sessionSets(isGrouped: boolean, remember: boolean): { sets: number; shapes: number; solved: number } {
  const solver = solverOf({ remember });
  let sets = 0;
  for (let i = 0; i < fleetSize; i += 1) {
    const { solution } = solver.solve(fleetMember(i, isGrouped));
    if (solution.status === "too-many") throw new Error(solution.fact);
    sets += solution.sets.filter(({ goal }) => goal === "session").length;
  }
  return { sets, shapes: solver.counts().shapes, solved: solver.counts().solved };
}

describe("5,000 members with 40 contact writers each", () => {
  test("have 11,190 session sets when principals are grouped, from four shapes solved once each", () => {
    expect(sessionSets(true, true)).toEqual({ sets: 11_190, shapes: 4, solved: 4 });
  });

  test("have 122,613 session sets with one leaf per principal", () => {
    expect(sessionSets(false, true)).toEqual({ sets: 122_613, shapes: 4, solved: 4 });
  });
});
