import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySituation } from "../../../../test/takeover/any-situation.ts";
import { emptyInventory } from "../../inventory/inventory.ts";
import { instantOfMillis } from "../../core/instant.ts";
import { principalClasses, principalLeaves } from "../read/principal-classes.ts";
import type { Situation } from "../situation.ts";
import { type Actor, type Effect, effects } from "../who-can.ts";
import { solverOf } from "./solver.ts";

const account = "222222222222";
const bundles: readonly (readonly Effect[])[] = [
  ["contact-write"],
  ["contact-write", "leave-org"],
  ["contact-write-but-scp", "leave-org"],
  ["wall-off"],
  ["org:email-start", "org:email-accept", "org:contact-write"],
  ["org:assume-root:create", "org:assume-root:delete"],
  effects.filter((effect) => effect.startsWith("org:")),
];

const actor = fc
  .record({ bundle: fc.constantFrom(...bundles), may: fc.boolean(), name: fc.nat(999) })
  .map(({ bundle, may, name }): Actor => {
    const arn = `arn:aws:iam::${account}:role/r${name}`;
    const certainty = may ? "possible" : "certain";
    return {
      arn,
      account,
      effects: new Map(bundle.map((effect) => [effect, { certainty, through: [arn] }])),
      entrances: [{ kind: "sso", subject: "", cost: "medium" }],
    };
  });

const actors = fc.uniqueArray(actor, { selector: ({ arn }) => arn, maxLength: 14 });

// Sets as text, every class written out as each of its members in turn.
function sets(situation: Situation): readonly string[] {
  const { solution, leaves } = solverOf().solve(situation);
  if (solution.status === "too-many") throw new Error(solution.fact);
  return solution.sets
    .flatMap((set) => {
      const choices = set.leaves.map((place) => leaves[place]?.members ?? [leaves[place]?.id ?? ""]);
      const combos = choices.reduce<readonly (readonly string[])[]>(
        (made, choice) => made.flatMap((each) => choice.map((one) => [...each, one])),
        [[]],
      );
      return combos.map((combo) => `${set.goal} ${set.certainty} ${[...combo].sort().join(" ")}`);
    })
    .sort();
}

describe("grouping principals of equal effects", () => {
  test("gives exactly the sets of one leaf per principal, each class standing for its members", () => {
    let total = 0;
    fc.assert(
      fc.property(anySituation(10), actors, (base, chosen) => {
        const input = { account, actors: chosen, inventory: emptyInventory, now: instantOfMillis(0) };
        const others = base.leaves.filter(({ kind }) => kind !== "principals");
        const grouped = sets({ ...base, leaves: [...others, ...principalClasses(input)] });
        expect(grouped).toEqual(sets({ ...base, leaves: [...others, ...principalLeaves(input)] }));
        total += grouped.length;
      }),
      { numRuns: 150 },
    );
    expect(total).toBeGreaterThan(100);
  });
});
