import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeldShare, Holder, HoldingPlace, Holdings, SplitOfSide } from "./holdings.ts";
import { judgeDisjointness } from "./judge-disjointness.ts";

const split = (side: "P" | "S", total: number, extra: Partial<SplitOfSide> = {}): SplitOfSide => ({
  id: `kit-${side}`,
  side,
  kind: "kit",
  threshold: 2,
  total,
  ...extra,
});
const p = (index: number): HeldShare => ({ split: "kit-P", index });
const s = (index: number): HeldShare => ({ split: "kit-S", index });
const person = (name: string, ...shares: HeldShare[]): Holder => ({ person: name, shares });
const place = (name: string, shares: HeldShare[], ...openableAloneBy: string[]): HoldingPlace => ({
  place: name,
  shares,
  kitCopies: [],
  backups: [],
  openableAloneBy,
});
const sizes = (holdings: Holdings) => {
  const { P, S, both } = judgeDisjointness(holdings).smallest;
  return [P, S, both].map((each) => (each.status === "found" ? each.size : each.status));
};

const apart: Holdings = {
  splits: [split("P", 3), split("S", 3)],
  persons: [person("Ann", p(1)), person("Bob", p(2)), person("Cid", s(1)), person("Dora", s(2))],
  places: [place("safe-B", [p(3)]), place("safe-Z", [s(3)])],
};

/** What is declared, the verdict, the sizes for P, S and both, the first reason. */
const table: readonly (readonly [string, Holdings, string, readonly (number | string)[], object])[] = [
  ["two kits with people and safes of their own", apart, "pass", [2, 2, 4], []],
  [
    "a holder who alone opens the safe with the second share",
    {
      splits: [split("P", 2), split("S", 2)],
      persons: [person("Ann", p(1)), person("Cid", s(1)), person("Dora", s(2))],
      places: [place("safe-B", [p(2)], "Ann")],
    },
    "warn",
    [1, 2, 3],
    [{ kind: "reaches-one", member: "person", name: "Ann", side: "P" }],
  ],
  [
    "the same people in both kits",
    {
      splits: [split("P", 2), split("S", 2)],
      persons: [person("Ann", p(1), s(1)), person("Bob", p(2), s(2))],
      places: [],
    },
    "warn",
    [2, 2, 2],
    [{ kind: "same-people", both: 2, larger: 2 }],
  ],
  [
    "one person who alone opens the safes of both",
    {
      splits: [split("P", 2), split("S", 2)],
      persons: [person("Ann", p(1), s(1))],
      places: [place("safe-B", [p(2)], "Ann"), place("safe-C", [s(2)], "Ann")],
    },
    "fail",
    [1, 1, 1],
    [{ kind: "reaches-both", member: "person", name: "Ann" }],
  ],
  [
    "one safe with enough of both",
    { splits: [split("P", 2), split("S", 2)], persons: [], places: [place("safe-B", [p(1), p(2), s(1), s(2)])] },
    "fail",
    [1, 1, 1],
    [{ kind: "reaches-both", member: "place", name: "safe-B" }],
  ],
];

describe("whether both vaults can be reached by too few", () => {
  it.each(table)("is right for %s", (_, holdings, status, smallest, reasons) => {
    const verdict = judgeDisjointness(holdings);
    expect(verdict.status).toBe(status);
    expect(sizes(holdings)).toEqual(smallest);
    expect(verdict.reasons.slice(0, 1)).toEqual(reasons);
  });

  it("counts the broker's unseal shares and the online shares on their sides", () => {
    const unseal = { id: "kek", side: "S", kind: "unseal", threshold: 2, total: 2 } as const;
    const kek = (index: number): HeldShare => ({ split: "kek", index });
    const holdings = {
      ...apart,
      splits: [...apart.splits, unseal],
      persons: [...apart.persons, person("Ann", kek(1)), person("Bob", kek(2))],
    };
    expect(judgeDisjointness(holdings)).toMatchObject({ status: "warn" });
    expect(sizes(holdings)).toEqual([2, 2, 2]);
  });

  it("does not add up shares of two splits", () => {
    const old = { ...split("P", 2), id: "old-P" };
    const holdings = {
      ...apart,
      splits: [...apart.splits, old],
      persons: [
        ...apart.persons,
        person("Ann", { split: "old-P", index: 1 }),
        person("Eve", { split: "old-P", index: 2 }),
      ],
    };
    expect(judgeDisjointness(holdings).status).toBe("pass");
    expect(sizes(holdings)).toEqual([2, 2, 4]);
  });

  it("does not count a share twice because it lies in two places", () => {
    const holdings = { ...apart, places: [...apart.places, place("drawer", [p(1)], "Ann")] };
    expect(judgeDisjointness(holdings).status).toBe("pass");
  });

  it("warns of both vaults' backups in one place", () => {
    const bucket = { ...place("bucket", []), backups: ["P", "S"] as const };
    const verdict = judgeDisjointness({ ...apart, places: [...apart.places, bucket] });
    expect(verdict).toMatchObject({ status: "warn", reasons: [{ kind: "backups-together", place: "bucket" }] });
  });

  it.each([
    [
      "a share lies nowhere",
      { ...apart, persons: apart.persons.slice(1) },
      { kind: "unplaced", split: "kit-P", count: 1 },
    ],
    ["a vault has no split", { ...apart, splits: apart.splits.slice(0, 1) }, { kind: "no-split", side: "S" }],
    ["nothing is declared", { splits: [], persons: [], places: [] }, { kind: "no-split", side: "P" }],
    [
      "a share of no split is held",
      { ...apart, persons: [...apart.persons, person("Eve", { split: "x", index: 1 })] },
      { kind: "unheard-of", split: "x" },
    ],
  ])("is unknown, never pass, where %s", (_, holdings, reason) => {
    const verdict = judgeDisjointness(holdings);
    expect(verdict.status).toBe("unknown");
    expect(verdict.reasons).toContainEqual(reason);
  });

  it("is exact for twenty people and unknown where more would have to be tried than can be", () => {
    const many = (count: number, threshold: number): Holdings => ({
      splits: [split("P", count, { threshold }), split("S", count, { threshold })],
      persons: Array.from({ length: count }, (_, at) => [
        person(`p${at}`, p(at + 1)),
        person(`s${at}`, s(at + 1)),
      ]).flat(),
      places: [],
    });
    expect(sizes(many(10, 5))).toEqual([5, 5, 10]);
    expect(judgeDisjointness(many(10, 5)).status).toBe("pass");
    expect(sizes(many(40, 20))).toEqual([20, 20, 40]);
    // Everybody holds three of forty shares, scattered: which people cover all of them is hard to say.
    const scattered: Holdings = {
      splits: [split("P", 40, { threshold: 40 }), split("S", 2)],
      persons: Array.from({ length: 40 }, (_, at) =>
        person(`p${at}`, p(at + 1), p(((at * 7 + 3) % 40) + 1), p(((at * 11 + 5) % 40) + 1)),
      ),
      places: [],
    };
    expect(judgeDisjointness(scattered).smallest.P.status).toBe("unknown");
    expect(judgeDisjointness(scattered).reasons).toContainEqual({ kind: "too-many-people" });
  });

  it("finds the sizes that trying every set of people finds", () => {
    const anyHolder = fc.array(
      fc.record({ split: fc.constantFrom("kit-P", "kit-S"), index: fc.integer({ min: 1, max: 4 }) }),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.array(anyHolder, { maxLength: 6 }), fc.integer({ min: 2, max: 3 }), (held, threshold) => {
        const splits = [split("P", 4, { threshold }), split("S", 4, { threshold })];
        const persons = held.map((shares, at) => person(`p${at}`, ...shares));
        const expected = [["kit-P"], ["kit-S"], ["kit-P", "kit-S"]].map((ids) => {
          let best: number | string = "none";
          for (let set = 1; set < 1 << held.length; set++) {
            const shares = held.filter((_, at) => (set >> at) & 1).flat();
            const isEnough = ids.every(
              (id) => new Set(shares.filter((each) => each.split === id).map((each) => each.index)).size >= threshold,
            );
            const size = held.filter((_, at) => (set >> at) & 1).length;
            if (isEnough && (best === "none" || size < Number(best))) best = size;
          }
          return best;
        });
        expect(sizes({ splits, persons, places: [] })).toEqual(expected);
      }),
    );
  });
});
