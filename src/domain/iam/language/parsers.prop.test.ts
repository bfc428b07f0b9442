import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../core/coded-error.ts";
import { globOf, globTokens, matchesGlob } from "./glob.ts";
import { parsePolicy } from "./parse-policy.ts";
import { parsePolicyText } from "./parse-policy-text.ts";
import type { PolicyKind } from "./policy-kind.ts";
import { variableText } from "./variable-text.ts";

const kinds: readonly PolicyKind[] = ["identity", "resource", "trust", "scp", "rcp", "boundary", "session", "endpoint"];
const kind = fc.constantFrom(...kinds);
const names = [
  "Version",
  "Statement",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "Principal",
  "NotPrincipal",
  "Condition",
  "Sid",
  "AWS",
  "Bool",
  "aws:x",
  "__proto__",
];
const words = [
  "Allow",
  "Deny",
  "*",
  "s3:*",
  "2012-10-17",
  "111111111111",
  "arn:aws:iam::1:root",
  "${aws:username}",
  "",
  "true",
];
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...words),
    fc.constantFrom(null, true, 3),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
  ),
}));

/** Runs a parser; only a coded error may come out of it. */
function coded(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    return false;
  }
}

describe("the policy parsers", () => {
  it("give a policy or a coded error for any JSON", () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.jsonValue()), kind, (json, as) => void coded(() => parsePolicy(json, as))),
      { numRuns: 3000 },
    );
  });

  it("give a policy or a coded error with a line for any text", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom("{", "}", "[", "]", '"', ":", ",", "\\", "\n", "1", "a", "/*", "//", "\u0000"), {
          maxLength: 30,
        })
        .map((each) => each.join("")),
      value.map((json) => JSON.stringify(json)),
      fc.tuple(value, fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, noise]) => {
        const whole = JSON.stringify(json);
        const cut = at % (whole.length + 1);
        return whole.slice(0, cut) + noise + whole.slice(cut + 1);
      }),
    );
    fc.assert(
      fc.property(text, kind, (input, as) => {
        try {
          parsePolicyText(input, as);
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
          expect(error instanceof CodedError && error.position?.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("read a well-formed document the same as value and as text", () => {
    const statement = fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Action: fc.oneof(fc.constantFrom("*", "s3:Get*"), fc.array(fc.constantFrom("iam:*", "s3:*"), { maxLength: 3 })),
      Resource: fc.constantFrom("*", "arn:aws:s3:::b/${aws:username}"),
    });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (Statement) => {
        const document = { Version: "2012-10-17", Statement };
        const policy = parsePolicy(document, "identity");
        expect(policy.statements).toHaveLength(Statement.length);
        expect(parsePolicyText(JSON.stringify(document, null, 2), "identity")).toEqual(policy);
      }),
    );
  });
});

describe("variable texts", () => {
  const piece = fc.constantFrom("${", "}", "aws:username", "*", "?", "$", "'", ", 'x'", "a", ":", "/", "${*}");
  const text = fc.array(piece, { maxLength: 12 }).map((each) => each.join(""));

  it("never fail, and keep every character in a document without variables", () => {
    fc.assert(
      fc.property(text, (input) => {
        const literal = variableText(input, "2008-10-17", false);
        expect(literal.parts).toEqual([{ kind: "fixed", tokens: input === "" ? [] : [{ text: input }] }]);
        variableText(input, "2012-10-17", true);
      }),
    );
  });

  it("without a placeholder are plain patterns", () => {
    fc.assert(
      fc.property(text, fc.string({ maxLength: 8 }), (input, tested) => {
        fc.pre(!input.includes("${"));
        const tokens = variableText(input, "2012-10-17", true).parts.flatMap((part) =>
          part.kind === "fixed" ? part.tokens : [],
        );
        expect(matchesGlob(globOf(tokens), tested)).toBe(matchesGlob(globOf(globTokens(input)), tested));
      }),
    );
  });

  it("take time linear in their length", () => {
    const work = (n: number): number => variableText("${".repeat(n), "2012-10-17", true).parts.length;
    expect(work(200_000)).toBeLessThan(3);
    expect(variableText("${aws:username}".repeat(20_000), "2012-10-17", true).parts.length).toBe(40_001);
  });
});
