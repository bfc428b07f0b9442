import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySituation } from "../../../../test/takeover/any-situation.ts";
import type { takeoverChanges } from "../cuts/takeover-changes.ts";
import { leafOf } from "../leaf.ts";
import { pathSurvey } from "../path-survey.ts";
import type { Situation } from "../situation.ts";
import { solverOf } from "./solver.ts";

const noChange: readonly (typeof takeoverChanges)[number][] = [];

// The same account under other names, its leaves in another order: the same shape.
function renamed(situation: Situation, name: string): Situation {
  return {
    ...situation,
    account: name,
    leaves: situation.leaves
      .map((leaf) => leafOf({ ...leaf, id: `${leaf.id}/${name}`, words: `${leaf.words} of ${name}` }))
      .reverse(),
  };
}

// Changes one fact, so that a key which forgets that fact gives a wrong answer.
const twist: fc.Arbitrary<(situation: Situation) => Situation> = fc.constantFrom<(of: Situation) => Situation>(
  (of) => of,
  (of) => ({ ...of, kind: "member" }),
  (of) => ({ ...of, kind: "management" }),
  (of) => ({ ...of, atBest: "possible" }),
  (of) => ({ ...of, flags: { ...of.flags, password: "no" } }),
  (of) => ({ ...of, flags: { ...of.flags, mfa: "no" } }),
  (of) => ({ ...of, flags: { ...of.flags, keys: "yes" } }),
  (of) => ({ ...of, flags: { ...of.flags, x509: "yes" } }),
  (of) => ({ ...of, allFeatures: "no" }),
  (of) => ({ ...of, trustedAccess: { ...of.trustedAccess, account: "no" } }),
  (of) => ({ ...of, trustedAccess: { ...of.trustedAccess, iam: "no" } }),
  (of) => ({ ...of, features: { ...of.features, credentials: "no" } }),
  (of) => ({ ...of, features: { ...of.features, sessions: "no" } }),
  (of) => ({ ...of, wall: { ...of.wall, rcp: "deny" } }),
  (of) => ({ ...of, wall: { ...of.wall, account: "network" } }),
  (of) => ({ ...of, centralSessions: { ...of.centralSessions, createLoginProfile: "denied" } }),
  (of) => ({ ...of, centralSessions: { ...of.centralSessions, deactivateMfa: "denied" } }),
  (of) => ({ ...of, centralSessions: { ...of.centralSessions, unlockBucket: "denied" } }),
  (of) => ({ ...of, centralSessions: { ...of.centralSessions, unlockQueue: "denied" } }),
  (of) => ({ ...of, leaves: of.leaves.slice(1) }),
);

describe("solving each shape once", () => {
  test("gives the same paths, steps and order as solving every account", () => {
    let saved = 0;
    const accounts = fc
      .tuple(anySituation(12), fc.array(twist, { minLength: 8, maxLength: 12 }))
      .map(([base, twists]) => twists.map((change, at) => renamed(change(base), String(at).padStart(12, "0"))));
    fc.assert(
      fc.property(accounts, (situations) => {
        const once = pathSurvey({ changes: noChange });
        const always = pathSurvey({ changes: noChange, solver: solverOf({ remember: false }) });
        for (const situation of situations) expect(once.add(situation)).toEqual(always.add(situation));
        expect(once.answer()).toEqual(always.answer());
        expect(once.counts().solved).toBe(once.counts().shapes);
        expect(always.counts().solved).toBe(situations.length);
        expect(always.counts().shapes).toBe(once.counts().shapes);
        saved += situations.length - once.counts().solved;
      }),
      { numRuns: 100 },
    );
    expect(saved).toBeGreaterThan(100);
  });
});
