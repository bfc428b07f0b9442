import { describe, expect, test } from "vitest";
import { caseAccount } from "../cases/case-account.ts";
import { mailbox, role, totp } from "../cases/case-leaf.ts";
import { type FactName, type Inference } from "../rule.ts";
import { canonicalLeaves, shapeOf } from "../shape.ts";
import type { Situation } from "../situation.ts";
import { inferencesOf } from "./inferences-of.ts";
import { solve } from "./solve.ts";

const mb = mailbox("mb", "root@corp.example");

/**
 * Knuth's generalization of Dijkstra: every fact keeps its one cheapest derivation, whose price is the sum over its
 * needs. Written here to show what it gets wrong.
 */
function knuth(inferences: readonly Inference[], price: readonly number[]): { price: number; leaves: Set<number> } {
  const best = new Map<FactName, { price: number; leaves: Set<number> }>();
  for (;;) {
    let next: { head: FactName; price: number; leaves: Set<number> } | null = null;
    for (const { head, needs, leaves } of inferences) {
      if (best.has(head)) continue;
      const parts = needs.map((need) => best.get(need));
      if (parts.some((part) => part === undefined)) continue;
      let sum = leaves.reduce((total, leaf) => total + (price[leaf] ?? 0), 0);
      const union = new Set(leaves);
      for (const part of parts) {
        sum += part?.price ?? 0;
        for (const leaf of part?.leaves ?? []) union.add(leaf);
      }
      if (next === null || sum < next.price) next = { head, price: sum, leaves: union };
    }
    if (next === null) return best.get("session") ?? { price: Number.POSITIVE_INFINITY, leaves: new Set() };
    best.set(next.head, next);
  }
}

function both(situation: Situation, prices: Readonly<Record<string, number>>, short: ReadonlyMap<string, string>) {
  const leaves = canonicalLeaves(situation);
  const shape = shapeOf(situation, leaves);
  const nameOf = new Map([...short].map(([name, id]) => [id, name]));
  const name = (place: number) => nameOf.get(leaves[place]?.id ?? "") ?? "?";
  const price = leaves.map((_leaf, place) => prices[name(place)] ?? 0);
  const solution = solve(shape);
  if (solution.status === "too-many") throw new Error(solution.fact);
  const exact = solution.sets
    .filter(({ goal, certainty }) => goal === "session" && certainty === "certain")
    .map((set) => ({
      price: set.leaves.reduce((sum, place) => sum + (price[place] ?? 0), 0),
      leaves: set.leaves.map(name).sort(),
    }))
    .sort((one, two) => one.price - two.price)[0];
  const greedy = knuth(inferencesOf(shape), price);
  return { exact, greedy: { price: greedy.price, leaves: [...greedy.leaves].map(name).sort() } };
}

describe("shortest-path search is wrong on this graph", () => {
  test("a leaf needed twice is paid twice, so the wrong set looks cheaper", () => {
    const ci = role("ci", "222222222222", ["contact-write"]);
    const account = caseAccount("A", "222222222222", {}, [mb, ci, totp], {});
    const { exact, greedy } = both(account.situation, { ci: 10, mb: 20, totp: 25 }, account.names);
    expect(greedy).toEqual({ price: 45, leaves: ["mb", "totp"] });
    expect(exact).toEqual({ price: 30, leaves: ["ci", "mb"] });
  });

  test("with a dearer seed the set is right and its price is not", () => {
    const ci = role("ci", "222222222222", ["contact-write"]);
    const account = caseAccount("A", "222222222222", {}, [mb, ci, totp], {});
    const { exact, greedy } = both(account.situation, { ci: 10, mb: 20, totp: 80 }, account.names);
    expect(greedy).toEqual({ price: 50, leaves: ["ci", "mb"] });
    expect(exact).toEqual({ price: 30, leaves: ["ci", "mb"] });
  });

  test("one derivation per fact throws away the one that matters, so the set is not even minimal", () => {
    const mgmt = role("mgmt", "111111111111", ["org:email-start", "org:email-accept", "org:assume-root:create"]);
    const facts = { kind: "member", password: "no", mfa: "no" } as const;
    const account = caseAccount("M", "222222222222", facts, [mb, mgmt], {});
    const { exact, greedy } = both(account.situation, { mb: 20, mgmt: 40 }, account.names);
    expect(greedy).toEqual({ price: 60, leaves: ["mb", "mgmt"] });
    expect(exact).toEqual({ price: 40, leaves: ["mgmt"] });
  });
});
