import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Proof } from "./answer.ts";
import { asked, smallSubject } from "./brute-force-for-test.ts";
import { prover } from "./prover.ts";
import { smallIndex } from "./small-index-for-test.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";
import { answerFor } from "./verdicts-for-test.ts";

const names = asked.map(([name]) => name);
const engine = prover({ index: smallIndex(names) });

type Json = { readonly Statement: readonly Readonly<Record<string, unknown>>[] };

function verdicts(proof: Proof): readonly string[] {
  return proof.cells.flatMap((cell) => names.map((name) => answerFor(cell, name).verdict));
}

function eachDocument(test: TestSubject, change: (document: Json) => unknown): TestSubject {
  const documents = (layer: TestSubject["identity"]): readonly unknown[] =>
    layer === undefined || "unknown" in layer ? [] : (layer as readonly Json[]).map(change);
  return { ...test, identity: documents(test.identity) };
}

const rewrites: Readonly<Record<string, (document: Json) => unknown>> = {
  "renaming a Sid": (document) => ({
    ...document,
    Statement: document.Statement.map((each, index) => ({
      ...each,
      Sid: `BlockMostAccessUnlessSignedInWithMFA${index}`,
    })),
  }),
  "the order of statements": (document) => ({ ...document, Statement: document.Statement.toReversed() }),
  "splitting a statement by its actions": (document) => ({
    ...document,
    Statement: document.Statement.flatMap((each) =>
      "Action" in each ? [each, { ...each, Action: [each["Action"], "s3:PutObject"].flat().slice(0, 1) }] : [each],
    ),
  }),
  "upper and lower case of actions": (document) => ({
    ...document,
    Statement: document.Statement.map((each) =>
      "Action" in each ? { ...each, Action: String(each["Action"]).toUpperCase() } : each,
    ),
  }),
  "the order of conditions": (document) => ({
    ...document,
    Statement: document.Statement.map((each) => ({
      ...each,
      Condition: Object.fromEntries(Object.entries(each["Condition"] ?? {}).toReversed()),
    })),
  }),
};

describe("the engine", () => {
  it.each(Object.entries(rewrites))("never changes a verdict by %s", (_what, change) => {
    fc.assert(
      fc.property(smallSubject, (test) => {
        const before = verdicts(engine.prove(subjectForTest(test)));
        expect(verdicts(engine.prove(subjectForTest(eachDocument(test, change))))).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it("never closes more when an Allow is added, and never opens more when a Deny is", () => {
    const rank = { closed: 0, may: 1, open: 2 };
    const added = { Action: "s3:*", Resource: "*", Condition: { StringLike: { "s3:prefix": "a*" } } };
    const more = (effect: string) => (document: Json) => ({
      ...document,
      Statement: [...document.Statement, { Effect: effect, ...added }],
    });
    fc.assert(
      fc.property(smallSubject, (test) => {
        const [before, allowed, denied] = [
          test,
          eachDocument(test, more("Allow")),
          eachDocument(test, more("Deny")),
        ].map((each) => verdicts(engine.prove(subjectForTest(each))));
        for (const [place, verdict] of (before ?? []).entries()) {
          const of = (list: readonly string[] | undefined): number => rank[(list?.[place] ?? "") as keyof typeof rank];
          expect(of(allowed)).toBeGreaterThanOrEqual(rank[verdict as keyof typeof rank]);
          expect(of(denied)).toBeLessThanOrEqual(rank[verdict as keyof typeof rank]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
