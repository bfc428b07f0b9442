import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import type { ConditionEntry, Policy, Statement } from "../../../domain/iam/language/policy.ts";
import { policyJson } from "../../../domain/iam/language/policy-json.ts";
import { bareSingles } from "./bare-singles.ts";
import { editDocument } from "./edit-document.ts";
import { sameMeaning } from "./same-meaning.ts";

const names = fc.uniqueArray(fc.constantFrom("iam:A", "iam:B", "iam:*", "s3:C", "s3:D"), {
  minLength: 1,
  maxLength: 4,
});
const arns = fc.uniqueArray(
  fc.constantFrom("*", "arn:aws:s3:::b", "arn:aws:s3:::${aws:username}", 'arn:aws:s3:::"\\]'),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const conditions: fc.Arbitrary<readonly ConditionEntry[]> = fc.uniqueArray(
  fc.record({
    operator: fc.constantFrom("Bool", "BoolIfExists", "Null", "StringLike"),
    key: fc.constantFrom("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:x"),
    values: fc.uniqueArray(fc.constantFrom("true", "false", "a,b"), { minLength: 1, maxLength: 2 }),
  }),
  { selector: ({ operator, key }) => `${operator} ${key}`, maxLength: 3 },
);
const body = fc.record({
  actions: fc.record({ negated: fc.boolean(), patterns: names }),
  resources: fc.record({ negated: fc.boolean(), patterns: arns }),
  conditions,
});
const statement: fc.Arbitrary<Omit<Statement, "index">> = body.map((made) => ({
  ...made,
  sid: null,
  effect: "Deny" as const,
  principals: null,
}));

/** Two wordings: the second has every statement of the first, changed or not, and perhaps more. */
const wordings = fc
  .tuple(
    fc.array(fc.tuple(statement, fc.option(body)), { minLength: 1, maxLength: 3 }),
    fc.array(statement, { maxLength: 2 }),
  )
  .map(([old, more]) => {
    const policy = (all: readonly Omit<Statement, "index">[]): Policy => ({
      version: "2012-10-17",
      statements: all.map((each, index) => ({ ...each, index })),
    });
    return {
      before: policy(old.map(([each]) => each)),
      after: policy([...old.map(([each, next]) => ({ ...each, ...next })), ...more]),
    };
  });

/** Ways in which people write the same document. */
const layouts: readonly ((json: unknown) => string)[] = [
  (json) => JSON.stringify(json),
  (json) => JSON.stringify(json, null, 2),
  (json) => JSON.stringify(json, null, "\t").replaceAll("\n", "\r\n"),
  (json) => JSON.stringify(bareSingles(json), null, 4),
  // Blanks in odd places, and several members a line; texts here hold no such characters.
  (json) =>
    JSON.stringify(json, null, 1)
      .replaceAll(/,\n\s*/g, " , ")
      .replaceAll("[\n", "[ "),
  (json) => JSON.stringify(json).replaceAll('{"', '{ "').replaceAll('":', '" : '),
];

describe("the edited text", () => {
  it("says what the new wording says, however the old one was laid out", () => {
    fc.assert(
      fc.property(wordings, fc.constantFrom(...layouts), ({ before, after }, layout) => {
        const text = layout(policyJson(before));
        const read = parsePolicy(JSON.parse(text), "identity");
        fc.pre(sameMeaning(read, before));
        const edited = editDocument(text, before, after);
        expect(sameMeaning(parsePolicy(JSON.parse(edited), "identity"), after)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same text where nothing changed", () => {
    fc.assert(
      fc.property(wordings, fc.constantFrom(...layouts), ({ before }, layout) => {
        const text = layout(policyJson(before));
        expect(editDocument(text, before, { ...before, statements: [...before.statements] })).toBe(text);
      }),
    );
  });
});
