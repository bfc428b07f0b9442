import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySituation } from "../../../../test/takeover/any-situation.ts";
import { minimalByTrying, reached } from "../../../../test/takeover/brute-force.ts";
import type { Goal } from "../answer.ts";
import type { FactName, Inference } from "../rule.ts";
import { canonicalLeaves, type Shape, shapeOf } from "../shape.ts";
import { inferencesOf } from "./inferences-of.ts";
import { largeLeafSets, smallLeafSets } from "./leaf-sets.ts";
import { minimalSets } from "./minimal-sets.ts";
import { onlyCertain, solve } from "./solve.ts";

const goals: readonly Goal[] = ["session", "bucket-unlock", "queue-unlock"];
const shape = (most: number): fc.Arbitrary<Shape> =>
  anySituation(most).map((situation) => shapeOf(situation, canonicalLeaves(situation)));

function solvedSets(of: Shape, goal: Goal, certainty: "certain" | "possible"): readonly string[] {
  const solution = solve(of);
  if (solution.status === "too-many") throw new Error(solution.fact);
  return solution.sets
    .filter((set) => set.goal === goal && set.certainty === certainty)
    .map((set) => set.leaves.join(" "))
    .sort();
}

// A program of a few facts and leaves without any meaning, with cycles, repeated needs and facts nobody reaches.
const names: readonly FactName[] = ["session", "password", "mailbox", "phone", "no-mfa", "recoverable", "signin-ok"];
const program: fc.Arbitrary<readonly Inference[]> = fc.array(
  fc.record({
    rule: fc.constant("R1"),
    head: fc.constantFrom(...names),
    needs: fc.array(fc.constantFrom(...names), { maxLength: 3 }),
    leaves: fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
    certainty: fc.constant("certain" as const),
    tell: fc.constant(null),
  }),
  { maxLength: 16 },
);

describe("the search against plain forward chaining over every subset", () => {
  test("finds exactly the minimal sets of any account, certain ones and the further possible ones", () => {
    let sets = 0;
    fc.assert(
      fc.property(shape(11), (each) => {
        const all = inferencesOf(each);
        for (const goal of goals) {
          const certain = minimalByTrying(onlyCertain(all), goal, each.leaves.length);
          const whole = minimalByTrying(all, goal, each.leaves.length);
          expect(solvedSets(each, goal, "certain")).toEqual(certain);
          expect(solvedSets(each, goal, "possible")).toEqual(whole.filter((set) => !certain.includes(set)));
          sets += whole.length;
        }
      }),
      { numRuns: 150 },
    );
    expect(sets).toBeGreaterThan(50);
  });

  test("finds exactly the minimal sets of every fact of any program, with cycles", () => {
    fc.assert(
      fc.property(program, (inferences) => {
        const small = minimalSets(smallLeafSets, inferences);
        const large = minimalSets(largeLeafSets, inferences);
        if (small.status === "too-many" || large.status === "too-many") throw new Error("bound");
        for (const fact of names) {
          const expected = minimalByTrying(inferences, fact, 8);
          expect(
            small
              .of(fact)
              .map(({ set }) => smallLeafSets.places(set).join(" "))
              .sort(),
          ).toEqual(expected);
          expect(
            large
              .of(fact)
              .map(({ set }) => largeLeafSets.places(set).join(" "))
              .sort(),
          ).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("adding a leaf or an inference never takes away what was reached", () => {
    fc.assert(
      fc.property(program, fc.uniqueArray(fc.nat(7)), fc.nat(7), fc.nat(15), (inferences, held, leaf, dropped) => {
        const few = inferences.filter((_each, at) => at !== dropped);
        const before = reached(few, new Set(held));
        expect(reached(inferences, new Set([...held, leaf])).isSupersetOf(before)).toBe(true);
      }),
    );
  });

  test("every proof holds exactly the leaves of its set, and its steps come after what they need", () => {
    fc.assert(
      fc.property(shape(14), (each) => {
        const solution = solve(each);
        if (solution.status === "too-many") throw new Error(solution.fact);
        for (const set of solution.sets) {
          expect(set.steps.length).toBeGreaterThan(0);
          expect(new Set(set.steps.flatMap(({ leaf }) => leaf ?? []))).toEqual(new Set(set.leaves));
        }
      }),
      { numRuns: 200 },
    );
  });
});
