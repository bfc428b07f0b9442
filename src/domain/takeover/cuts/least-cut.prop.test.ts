import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySituation } from "../../../../test/takeover/any-situation.ts";
import { takeoverCases } from "../cases/takeover-cases.ts";
import { canonicalLeaves, type Shape, shapeOf } from "../shape.ts";
import { certainSessions } from "./certain-sessions.ts";
import type { Change } from "./change.ts";
import { leastCut } from "./least-cut.ts";
import { removedBy } from "./removed-by.ts";
import { takeoverChanges } from "./takeover-changes.ts";

const cases = takeoverCases.flatMap(({ accounts }) => accounts.map(({ situation }) => situation));
// Half of the accounts are worked cases, which have paths to cut more often than random ones.
const shape: fc.Arbitrary<Shape> = fc
  .oneof(anySituation(9), fc.constantFrom(...cases))
  .map((each) => shapeOf(each, canonicalLeaves(each)));
const some = fc.subarray([...takeoverChanges], { minLength: 1, maxLength: 9 });

function isCut(of: Shape, changes: readonly Change[]): boolean {
  const left = changes.reduce((changed, change) => change.apply(changed), of);
  return certainSessions(left)?.length === 0;
}

// Every subset of the changes, judged by the four-fold rule of the tie.
function bestByTrying(of: Shape, changes: readonly Change[]): string | null {
  const hits = new Map(removedBy(of, changes).map(({ change, removes }) => [change.id, removes]));
  let best: { readonly rank: readonly (number | string)[]; readonly text: string } | null = null;
  for (let bits = 0; bits < 2 ** changes.length; bits += 1) {
    const chosen = changes.filter((_each, at) => (bits & (1 << at)) !== 0);
    if (!isCut(of, chosen)) continue;
    const ids = chosen.map(({ id }) => id).sort();
    const total = (count: (change: Change) => number) => chosen.reduce((sum, each) => sum + count(each), 0);
    const rank = [total(({ weight }) => weight), chosen.length, -total(({ id }) => hits.get(id) ?? 0), ids.join(" ")];
    if (best === null || isLess(rank, best.rank)) best = { rank, text: `${rank[0]}: ${ids.join(" ")}` };
  }
  return best === null ? null : best.text;
}

function isLess(one: readonly (number | string)[], two: readonly (number | string)[]): boolean {
  for (const [at, value] of one.entries()) {
    const other = two[at];
    if (other === undefined || value === other) continue;
    return value < other;
  }
  return false;
}

describe("the least-weight cut against every subset of the changes", () => {
  test("is the same, and leaves no certain set", () => {
    let cuts = 0;
    fc.assert(
      fc.property(shape, some, (of, changes) => {
        const cut = leastCut(of, changes);
        const text = cut === null ? null : `${cut.weight}: ${cut.changes.map(({ id }) => id).join(" ")}`;
        expect(text).toBe(bestByTrying(of, changes));
        if (cut !== null && cut.changes.length > 0) cuts += 1;
        if (cut !== null) expect(isCut(of, cut.changes)).toBe(true);
      }),
      { numRuns: 100 },
    );
    expect(cuts).toBeGreaterThan(5);
  });

  test("does not depend on the order in which changes are applied", () => {
    fc.assert(
      fc.property(shape, fc.shuffledSubarray([...takeoverChanges]), (of, changes) => {
        const count = (order: readonly Change[]) =>
          certainSessions(order.reduce((changed, change) => change.apply(changed), of))?.length;
        expect(count(changes)).toBe(count([...changes].reverse()));
      }),
      { numRuns: 100 },
    );
  });
});
