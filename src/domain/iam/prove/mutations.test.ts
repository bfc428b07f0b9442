import { describe, expect, it } from "vitest";
import { historicPolicies, type HistoricStatement } from "./historic-policies-for-test.ts";
import { prover } from "./prover.ts";
import { subjectForTest } from "./subject-for-test.ts";
import { countOf } from "./verdicts-for-test.ts";

const engine = prover();
const admin = { Effect: "Allow", Action: "*", Resource: "*" };

/** Closed, may and open actions in every cell: what a change of a policy must move. */
function figure(statements: readonly HistoricStatement[]): string {
  const Statement = [...statements, admin];
  const { cells } = engine.prove(subjectForTest({ identity: [{ Version: "2012-10-17", Statement }] }));
  return cells
    .map((cell) => (["closed", "may", "open"] as const).map((each) => countOf(cell, each)).join("/"))
    .join(" ");
}

/** One edit of the Deny of a policy, as text. */
const edits: readonly (readonly [string, string, string])[] = [
  ["BoolIfExists to Bool", '"BoolIfExists"', '"Bool"'],
  ["the value false to true", '"aws:MultiFactorAuthPresent":"false"', '"aws:MultiFactorAuthPresent":"true"'],
  ["BoolIfExists to StringNotEquals", '"BoolIfExists"', '"StringNotEquals"'],
  ["BoolIfExists to ForAnyValue:Bool", '"BoolIfExists"', '"ForAnyValue:Bool"'],
  ["BoolIfExists to Null", '"BoolIfExists"', '"Null"'],
  ["NotAction to Action", '"NotAction"', '"Action"'],
  ["Deny to Allow", '"Deny"', '"Allow"'],
  ["Resource * to the own user", '"Resource":"*"', '"Resource":"arn:aws:iam::*:user/${aws:username}"'],
  ["Resource to NotResource", '"Resource":"*"', '"NotResource":"*"'],
  ["one more exempt action", '"iam:EnableMFADevice"', '"iam:EnableMFADevice","iam:DeactivateMFADevice"'],
];

describe("a small change of an MFA guard", () => {
  const policy = historicPolicies["C4"] ?? [];
  it.each(edits)("%s moves a verdict", (_what, from, to) => {
    const changed = policy.map((statement): HistoricStatement => {
      if (statement["Effect"] !== "Deny") return statement;
      const text = JSON.stringify(statement);
      expect(text).toContain(from);
      return JSON.parse(text.replace(from, to)) as HistoricStatement;
    });
    expect(figure(changed)).not.toBe(figure(policy));
  });

  it("Equals to NotEquals moves a verdict", () => {
    const guard = (operator: string): readonly HistoricStatement[] => [
      {
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { [operator]: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ];
    expect(figure(guard("StringNotEquals"))).not.toBe(figure(guard("StringEquals")));
  });

  it("leaving IfExists out, and a bound of the age, moves a verdict", () => {
    const guard = (operator: string, age: string): readonly HistoricStatement[] => [
      { Effect: "Deny", Action: "*", Resource: "*", Condition: { [operator]: { "aws:MultiFactorAuthAge": age } } },
    ];
    const before = figure(guard("NumericGreaterThanIfExists", "3600"));
    expect(figure(guard("NumericGreaterThan", "3600"))).not.toBe(before);
    expect(figure(guard("NumericLessThanIfExists", "3600"))).not.toBe(before);
  });
});
