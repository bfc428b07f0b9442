import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Held, partiesOf } from "./parties.ts";

const held = (who: readonly string[] | null, need = 1): Held => ({ who, need });

// Every subset of the people, smallest first.
function byTrying(leaves: readonly Held[]): number {
  const people = [...new Set(leaves.flatMap(({ who }) => who ?? []))];
  let best = Number.POSITIVE_INFINITY;
  for (let bits = 0; bits < 2 ** people.length; bits += 1) {
    const chosen = new Set(people.filter((_each, at) => (bits & (1 << at)) !== 0));
    const isEnough = leaves.every(({ who, need }) => (who ?? []).filter((each) => chosen.has(each)).length >= need);
    if (isEnough) best = Math.min(best, chosen.size);
  }
  return best;
}

describe("parties", () => {
  test("one person who reads the mailbox and pushes to the repository is one party", () => {
    expect(partiesOf([held(["ann", "bob"]), held(["bob", "cyd"])])).toEqual({ atLeast: 1, exact: true });
  });

  test("holders who do not meet are as many parties as it takes", () => {
    expect(partiesOf([held(["ann"]), held(["bob"]), held(["cyd", "ann"])])).toEqual({ atLeast: 2, exact: true });
  });

  test("a leaf with unknown holders adds nothing and makes a lower bound", () => {
    expect(partiesOf([held(null), held(["bob"])])).toEqual({ atLeast: 1, exact: false });
    expect(partiesOf([held(null), held(["bob"]), held(["cyd"])])).toEqual({ atLeast: 2, exact: false });
    expect(partiesOf([held(null)])).toEqual({ atLeast: 1, exact: false });
  });

  test("a kit is as many parties as it has shares to open it, known or not", () => {
    expect(partiesOf([held(["ann", "bob", "cyd"], 2)])).toEqual({ atLeast: 2, exact: true });
    expect(partiesOf([held(null, 3), held(["ann"])])).toEqual({ atLeast: 3, exact: false });
    expect(partiesOf([held(["ann"], 2)])).toEqual({ atLeast: 2, exact: false });
  });

  test("a leaf declared to be in nobody's hands is not known to be safe", () => {
    expect(partiesOf([held([])])).toEqual({ atLeast: 1, exact: false });
  });

  test("the count is the least of all subsets of people", () => {
    const leaf = fc
      .record({ who: fc.subarray(["a", "b", "c", "d", "e", "f"], { minLength: 1 }), need: fc.constantFrom(1, 1, 1, 2) })
      .map(({ who, need }) => held(who, Math.min(need, who.length)));
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 6 }), (leaves) => {
        expect(partiesOf(leaves)).toEqual({ atLeast: byTrying(leaves), exact: true });
      }),
    );
  });
});
