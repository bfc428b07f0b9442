import { describe, expect, test } from "vitest";
import { canonicalLeaves, shapeOf } from "../shape.ts";
import { solve } from "../search/solve.ts";
import { takeoverCases } from "./takeover-cases.ts";
import type { CaseAccount } from "./takeover-case.ts";

function found(account: CaseAccount, certainty: "certain" | "possible"): readonly string[] {
  const leaves = canonicalLeaves(account.situation);
  const solution = solve(shapeOf(account.situation, leaves));
  if (solution.status === "too-many") throw new Error(solution.fact);
  const short = new Map([...account.names].map(([name, id]) => [id, name]));
  return solution.sets
    .filter((set) => set.goal === "session" && set.certainty === certainty)
    .map((set) =>
      set.leaves
        .map((place) => short.get(leaves[place]?.id ?? "") ?? "?")
        .sort()
        .join(" + "),
    )
    .sort();
}

function expected(sets: readonly (readonly string[])[]): readonly string[] {
  return sets.map((set) => [...set].sort().join(" + ")).sort();
}

const accounts = takeoverCases.flatMap((each) =>
  each.accounts.map((account) => ({ title: `(${each.id}) ${account.name}: ${each.title}`, account })),
);

describe("every worked case has exactly its minimal sets", () => {
  test.each(accounts)("$title", ({ account }) => {
    expect(found(account, "certain")).toEqual(expected(account.certain));
    expect(found(account, "possible")).toEqual(expected(account.possible));
  });

  test("leaf names and ids are distinct within an account", () => {
    for (const { account } of accounts) {
      expect(account.names.size).toBe(account.situation.leaves.length);
      expect(new Set(account.names.values()).size).toBe(account.situation.leaves.length);
    }
  });
});
