import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asked, askedContradiction, smallSubject } from "./brute-force-for-test.ts";
import { prover } from "./prover.ts";
import { smallIndex } from "./small-index-for-test.ts";
import { subjectForTest } from "./subject-for-test.ts";
import { answerFor } from "./verdicts-for-test.ts";

const engine = prover({ index: smallIndex(asked.map(([name]) => name)) });
const one = fc
  .constantFrom(...asked)
  .chain(([name, resources]) =>
    fc
      .uniqueArray(fc.constantFrom(...resources), { minLength: 1, maxLength: 2 })
      .map((arns) => ({ action: name, arns, members: arns })),
  );
const pattern = fc.constantFrom(
  { action: "s3:GetObject", arns: ["arn:aws:s3:::b/*"], members: ["arn:aws:s3:::b/k", "arn:aws:s3:::b/m"] },
  { action: "s3:GetObject", arns: ["arn:aws:s3:::?/k"], members: ["arn:aws:s3:::b/k", "arn:aws:s3:::c/k"] },
);
const question = fc.oneof({ weight: 3, arbitrary: one }, pattern);

describe("a question about one action against brute force with the concrete evaluator", () => {
  it("opens only what replays, closes only what never passes and what the checker accepts", () => {
    const seen = { open: 0, closed: 0, may: 0 };
    fc.assert(
      fc.property(smallSubject, fc.array(question, { minLength: 3, maxLength: 3 }), (subject, questions) => {
        for (const each of questions) expect(askedContradiction(engine, subject, each, seen)).toBeNull();
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(100);
    expect(seen.may / (seen.open + seen.closed)).toBeLessThan(0.2);
  });

  it("agrees with the proof over all actions where the resource does not matter", () => {
    fc.assert(
      fc.property(smallSubject, (test) => {
        const subject = subjectForTest(test);
        const { cells } = engine.prove(subject);
        for (const [name] of asked) {
          const found = engine.ask(subject, { action: name.toUpperCase() });
          expect(found.map(({ answer }) => answer.verdict)).toEqual(cells.map((cell) => answerFor(cell, name).verdict));
        }
      }),
      { numRuns: 100 },
    );
  });
});
