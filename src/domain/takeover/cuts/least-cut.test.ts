import { describe, expect, test } from "vitest";
import { takeoverCases } from "../cases/takeover-cases.ts";
import { canonicalLeaves, type Shape, shapeOf } from "../shape.ts";
import { certainSessions } from "./certain-sessions.ts";
import type { Change } from "./change.ts";
import { leastCut } from "./least-cut.ts";
import { removedBy } from "./removed-by.ts";
import { takeoverChanges } from "./takeover-changes.ts";

function shapeIn(id: string, account = 0): Shape {
  const situation = takeoverCases.find((each) => each.id === id)?.accounts[account]?.situation;
  if (situation === undefined) throw new Error(id);
  return shapeOf(situation, canonicalLeaves(situation));
}

const ids = (changes: readonly Change[] | undefined) => changes?.map(({ id }) => id);
const only = (...names: readonly string[]) => takeoverChanges.filter(({ id }) => names.includes(id));

describe("the least-weight cut", () => {
  const five = only("deny-contact-write", "lock-mailbox", "phone-in-safe", "segregate-pw", "segregate-totp");

  test("of (c) weighs 25, and the tie goes to the changes that hit more sets", () => {
    for (const changes of [five, takeoverChanges]) {
      const cut = leastCut(shapeIn("c"), changes);
      expect(cut?.weight).toBe(25);
      expect(ids(cut?.changes)).toEqual(["lock-mailbox", "segregate-totp"]);
    }
    const other = leastCut(shapeIn("c"), only("deny-contact-write", "lock-mailbox", "phone-in-safe", "segregate-pw"));
    expect([other?.weight, ids(other?.changes)]).toEqual([25, ["lock-mailbox", "segregate-pw"]]);
  });

  test("weighs what the five changes weigh", () => {
    expect(five.map(({ id, weight }) => [id, weight])).toEqual([
      ["deny-contact-write", 2],
      ["lock-mailbox", 5],
      ["phone-in-safe", 5],
      ["segregate-pw", 20],
      ["segregate-totp", 20],
    ]);
  });

  test("of equal weight is the one with fewer changes, whatever their names", () => {
    const light = only("lock-mailbox", "segregate-pw").map((change) => ({ ...change, weight: 1 }));
    const both: Change = {
      id: "z-both",
      title: "both at once",
      weight: 2,
      apply: (shape) => light.reduce((changed, change) => change.apply(changed), shape),
    };
    expect(ids(leastCut(shapeIn("b"), light)?.changes)).toEqual(["lock-mailbox", "segregate-pw"]);
    expect(ids(leastCut(shapeIn("b"), [...light, both])?.changes)).toEqual(["z-both"]);
  });

  test("is empty where there is nothing to cut", () => {
    expect(leastCut(shapeIn("e3"), takeoverChanges)).toEqual({ weight: 0, changes: [], hits: 0 });
    expect(leastCut(shapeIn("e4"), takeoverChanges)?.changes).toEqual([]);
  });

  test("is null where no change helps", () => {
    expect(leastCut(shapeIn("a"), only("lock-mailbox"))).toBeNull();
    expect(leastCut(shapeIn("a"), [])).toBeNull();
  });

  test("leaves no certain set in any case, although changes may open longer ways", () => {
    for (const each of takeoverCases) {
      for (const at of each.accounts.keys()) {
        const shape = shapeIn(each.id, at);
        const cut = leastCut(shape, takeoverChanges);
        if (cut === null) throw new Error(`${each.id} ${at}: no cut`);
        const left = cut.changes.reduce((changed, change) => change.apply(changed), shape);
        expect(certainSessions(left)).toEqual([]);
      }
    }
  });
});

describe("what single changes remove", () => {
  test("is counted by searching again, most first", () => {
    const removals = removedBy(shapeIn("c"), takeoverChanges);
    expect(removals.map(({ change, removes, before, after }) => [change.id, removes, before, after])).toEqual([
      ["P7", 4, 4, 0],
      ["lock-mailbox", 3, 4, 1],
      ["segregate-totp", 2, 4, 2],
      ["deny-contact-write", 1, 4, 3],
      ["phone-in-safe", 1, 4, 3],
      ["segregate-pw", 1, 4, 3],
    ]);
  });

  test("tells of longer ways that a removed one had hidden", () => {
    // Without e-mail moves, management still needs only the mailbox: {mgmt} goes, {mb, mgmt} comes.
    const removals = removedBy(shapeIn("e6"), takeoverChanges);
    const email = removals.find(({ change }) => change.id === "P2");
    expect(email).toMatchObject({ removes: 1, before: 5 });
    expect(email?.after).toBeGreaterThan(4);
  });

  test("splitting one vault makes one leaf two", () => {
    const [split] = removedBy(shapeIn("f", 3), only("split-vault"));
    expect(split).toMatchObject({ removes: 1, before: 1, after: 1 });
  });

  test("deleting the credentials of a classic member leaves management alone", () => {
    const [removal] = removedBy(shapeIn("e6"), only("delete-root-credentials"));
    expect(removal).toMatchObject({ removes: 4, before: 5, after: 1 });
  });

  test("an SCP does nothing for management, a stand-alone account or an organization without all features", () => {
    const guards = only("P1", "P3", "P4", "P5", "P6");
    for (const shape of [shapeIn("a"), shapeIn("g", 0), { ...shapeIn("e6"), allFeatures: "no" } as const]) {
      for (const change of guards) expect(change.apply(shape)).toBe(shape);
    }
  });

  test("a declared principal keeps its effect under the guard", () => {
    const shape = shapeIn("e6");
    const spared: Shape = {
      ...shape,
      leaves: shape.leaves.map(({ gives }) => ({ gives: gives.map((gift) => ({ ...gift, spared: true })) })),
    };
    expect(removedBy(shape, only("P1"))).toHaveLength(1);
    expect(removedBy(spared, only("P1", "P2", "deny-contact-write"))).toEqual([]);
  });
});
