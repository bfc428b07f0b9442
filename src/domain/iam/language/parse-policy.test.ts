import { describe, expect, it } from "vitest";
import { CodedError } from "../../core/coded-error.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyKind } from "./policy-kind.ts";

const good = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const inResource = { ...good, Principal: "*" };

/** `CODE path` of the refusal, or "parsed". */
function outcome(value: unknown, as: PolicyKind = "identity"): string {
  try {
    parsePolicy(value, as, "doc");
    return "parsed";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${error.position?.path ?? ""}`.trim();
  }
}

function ofStatement(statement: object, as: PolicyKind = "identity"): string {
  return outcome({ Version: "2012-10-17", Statement: [good, statement] }, as);
}

describe("a policy document", () => {
  it("may write every list as a bare value, booleans and numbers as such", () => {
    const policy = parsePolicy(
      {
        Statement: {
          Sid: "One",
          Effect: "Deny",
          NotAction: "iam:*",
          NotResource: "arn:aws:s3:::b",
          NotPrincipal: { AWS: "111111111111", Service: ["a.amazonaws.com", "b.amazonaws.com"] },
          Condition: { Bool: { "aws:SecureTransport": false }, NumericLessThan: { "s3:max-keys": [10, "20"] } },
        },
      },
      "resource",
    );
    expect(policy).toEqual({
      version: "2008-10-17",
      statements: [
        {
          index: 0,
          sid: "One",
          effect: "Deny",
          actions: { negated: true, patterns: ["iam:*"] },
          resources: { negated: true, patterns: ["arn:aws:s3:::b"] },
          principals: {
            negated: true,
            entries: [
              { type: "AWS", value: "111111111111" },
              { type: "Service", value: "a.amazonaws.com" },
              { type: "Service", value: "b.amazonaws.com" },
            ],
          },
          conditions: [
            { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
            { operator: "NumericLessThan", key: "s3:max-keys", values: ["10", "20"] },
          ],
        },
      ],
    });
  });

  it("reads a star as everybody in both spellings", () => {
    for (const Principal of ["*", { AWS: "*" }, { AWS: ["*"] }]) {
      const policy = parsePolicy({ Statement: { ...good, Principal } }, "resource");
      expect(policy.statements[0]?.principals?.entries).toEqual([{ type: "*", value: "*" }]);
    }
  });

  it.each([
    [null, "IAM_POLICY_SHAPE"],
    [[], "IAM_POLICY_SHAPE"],
    [{}, "IAM_POLICY_SHAPE"],
    [{ Statement: [], version: "2012-10-17" }, "IAM_POLICY_ELEMENT version"],
    [{ Statement: [], Version: "2012-10-18" }, "IAM_POLICY_VALUE Version"],
    [{ Statement: [], Version: null }, "IAM_POLICY_VALUE Version"],
    [{ Statement: [], Id: 3 }, "IAM_POLICY_SHAPE Id"],
    [{ Statement: [3] }, "IAM_POLICY_SHAPE Statement[0]"],
    [{ Statement: "x" }, "IAM_POLICY_SHAPE Statement"],
    [{ Statement: [] }, "parsed"],
  ])("%j: %s", (value, expected) => {
    expect(outcome(value)).toBe(expected);
  });
});

describe("a refusal", () => {
  it("names the document when it has a name", () => {
    expect(() => parsePolicy({}, "identity", "alice-inline")).toThrow(/: alice-inline: Statement is missing$/);
    expect(() => parsePolicy({}, "identity")).toThrow(/shape: Statement is missing$/);
  });
});

describe("a statement", () => {
  it.each([
    [{ ...good, Foo: 1 }, "IAM_POLICY_ELEMENT Statement[1].Foo"],
    [{ ...good, "a b": 1 }, 'IAM_POLICY_ELEMENT Statement[1]["a b"]'],
    [{ ...good, Sid: 1 }, "IAM_POLICY_SHAPE Statement[1].Sid"],
    [{ ...good, Effect: "allow" }, "IAM_POLICY_VALUE Statement[1].Effect"],
    [{ Action: "s3:*", Resource: "*" }, "IAM_POLICY_SHAPE Statement[1]"],
    [{ Effect: "Allow", Resource: "*" }, "IAM_POLICY_SHAPE Statement[1]"],
    [{ ...good, NotAction: "iam:*" }, "IAM_POLICY_SHAPE Statement[1]"],
    [{ Effect: "Allow", Action: "s3:*" }, "IAM_POLICY_SHAPE Statement[1]"],
    [{ ...good, NotResource: "*" }, "IAM_POLICY_SHAPE Statement[1]"],
    [{ ...good, Action: ["s3:*", "GetObject"] }, "IAM_POLICY_VALUE Statement[1].Action[1]"],
    [{ ...good, Action: 3 }, "IAM_POLICY_SHAPE Statement[1].Action"],
    [{ ...good, Action: [] }, "parsed"],
    [{ ...good, Resource: "" }, "IAM_POLICY_VALUE Statement[1].Resource"],
    [{ ...good, Resource: [null] }, "IAM_POLICY_SHAPE Statement[1].Resource[0]"],
    [{ ...good, Principal: "*" }, "IAM_POLICY_ELEMENT Statement[1].Principal"],
    [{ ...good, Condition: [] }, "IAM_POLICY_SHAPE Statement[1].Condition"],
    [{ ...good, Condition: { Bool: "x" } }, "IAM_POLICY_SHAPE Statement[1].Condition.Bool"],
    [{ ...good, Condition: { Bool: { "a:b": [null] } } }, 'IAM_POLICY_SHAPE Statement[1].Condition.Bool["a:b"][0]'],
    [{ ...good, Condition: { Bool: { "a:b": {} } } }, 'IAM_POLICY_SHAPE Statement[1].Condition.Bool["a:b"]'],
  ])("%j: %s", (statement, expected) => {
    expect(ofStatement(statement)).toBe(expected);
  });
});

describe("Principal by kind of document", () => {
  const without = { Effect: "Allow", Action: "sts:AssumeRole" };
  it.each([
    ["resource", { Statement: good }, "IAM_POLICY_SHAPE Statement"],
    ["resource", { Statement: { ...inResource, NotPrincipal: "*" } }, "IAM_POLICY_SHAPE Statement"],
    ["resource", { Statement: { ...good, NotPrincipal: "*" } }, "parsed"],
    ["trust", { Statement: without }, "IAM_POLICY_SHAPE Statement"],
    ["trust", { Statement: { ...without, Principal: "*" } }, "parsed"],
    ["trust", { Statement: { ...without, Principal: "*", Resource: "*" } }, "IAM_POLICY_ELEMENT Statement.Resource"],
    ["trust", { Statement: { ...without, NotPrincipal: "*" } }, "IAM_POLICY_ELEMENT Statement.NotPrincipal"],
    ["scp", { Statement: inResource }, "IAM_POLICY_ELEMENT Statement.Principal"],
    ["boundary", { Statement: inResource }, "IAM_POLICY_ELEMENT Statement.Principal"],
    ["session", { Statement: inResource }, "IAM_POLICY_ELEMENT Statement.Principal"],
    ["rcp", { Statement: inResource }, "parsed"],
    ["rcp", { Statement: { ...good, Principal: { AWS: "111111111111" } } }, "IAM_POLICY_VALUE Statement.Principal"],
    ["rcp", { Statement: { ...good, NotPrincipal: "*" } }, "IAM_POLICY_ELEMENT Statement.NotPrincipal"],
    ["endpoint", { Statement: inResource }, "parsed"],
    ["endpoint", { Statement: { ...good, NotPrincipal: "*" } }, "IAM_POLICY_ELEMENT Statement.NotPrincipal"],
  ] as const)("%s %j: %s", (as, value, expected) => {
    expect(outcome(value, as)).toBe(expected);
  });

  it.each([
    ["x", "IAM_POLICY_VALUE Statement.Principal"],
    [3, "IAM_POLICY_SHAPE Statement.Principal"],
    [{ Role: "x" }, "IAM_POLICY_ELEMENT Statement.Principal.Role"],
    [{ AWS: "alice" }, "IAM_POLICY_VALUE Statement.Principal.AWS"],
    [{ AWS: ["arn:aws:iam::111111111111:user/*"] }, "IAM_POLICY_VALUE Statement.Principal.AWS[0]"],
    [{ AWS: 111111111111 }, "IAM_POLICY_SHAPE Statement.Principal.AWS"],
    [{ Service: "" }, "IAM_POLICY_VALUE Statement.Principal.Service"],
    [{ AWS: "AROAEXAMPLEEXAMPLE123" }, "parsed"],
    [{}, "parsed"],
  ])("%j: %s", (Principal, expected) => {
    expect(outcome({ Statement: { ...good, Principal } }, "resource")).toBe(expected);
  });
});
