import { describe, expect, it } from "vitest";
import { isSeen } from "../../core/fact.ts";
import { type CasePolicies, oneStatement } from "../cases/case-policies.ts";
import { caseView } from "../cases/case-view.ts";
import { guardPolicies } from "./guard-policies.ts";
import { type Escape, whoEscapes } from "./who-escapes.ts";

const deny = { Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" };

function escape(policies: CasePolicies, declared: readonly string[] = []): Escape {
  const view = caseView({ policies });
  const guards = guardPolicies(view, "SERVICE_CONTROL_POLICY");
  if (!isSeen(guards) || guards.value === null) throw new Error("the case has no SCPs");
  return whoEscapes(view, guards.value, { action: "organizations:LeaveOrganization", resource: "*" }, declared);
}

describe("who escapes the SCPs", () => {
  it("is nobody under a plain Deny, whose policy is named", () => {
    expect(escape({ scp: [{ on: "root", document: oneStatement(deny) }] })).toEqual({ status: "held", by: ["p-scp0"] });
  });

  it("is an instance of the exempt pattern unless it is declared", () => {
    const exempt = "arn:aws:iam::*:role/Keeper";
    const document = oneStatement({ ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": exempt } } });
    expect(escape({ scp: [{ on: "root", document }] })).toEqual({
      status: "open",
      arn: "arn:aws:iam::111122223333:role/Keeper",
    });
    expect(escape({ scp: [{ on: "root", document }] }, [exempt]).status).toBe("held");
  });

  it("is not a role of another account that a Deny exempts by its full name", () => {
    const exempt = "arn:aws:iam::999988887777:role/Keeper";
    const document = oneStatement({ ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": exempt } } });
    expect(escape({ scp: [{ on: "root", document }] }).status).toBe("held");
  });

  it("is not said to be nobody when an Allow list compares the principal with two patterns", () => {
    // role/ConXWriter matches both, though an instance of either pattern alone does not.
    const document = oneStatement({
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Con*" },
        StringLike: { "aws:PrincipalArn": "*Writer" },
      },
    });
    expect(escape({ fullAccessOnUnit: false, scp: [{ on: "unit", document }] }).status).not.toBe("held");
  });

  it("is found though the exempt pattern has a wildcard within the word role", () => {
    const document = oneStatement({
      ...deny,
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:ro?e/Keeper" } },
    });
    expect(escape({ scp: [{ on: "root", document }] })).toMatchObject({ status: "open" });
  });

  it("is everybody with the right path when only the pathless name is declared", () => {
    const document = oneStatement({
      ...deny,
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:*/Keeper" } },
    });
    const declared = ["arn:*:iam::*:role/Keeper", "arn:*:iam::*:user/Keeper"];
    expect(escape({ scp: [{ on: "root", document }] }, declared)).toMatchObject({ status: "open" });
  });

  it("is not said to be nobody when the exemption is a policy variable", () => {
    const document = oneStatement({
      ...deny,
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}" } },
    });
    expect(escape({ scp: [{ on: "root", document }] }).status).toBe("unclear");
  });

  it("is nobody when two statements deny different kinds of principal", () => {
    const to = (pattern: string | readonly string[]) =>
      oneStatement({ ...deny, Condition: { ArnLike: { "aws:PrincipalArn": pattern } } });
    const scp = [
      { on: "root" as const, document: to("arn:*:iam::*:role/*") },
      { on: "account" as const, document: to(["arn:*:iam::*:user/*", "arn:*:iam::*:root"]) },
    ];
    expect(escape({ scp })).toEqual({ status: "held", by: ["p-scp0", "p-scp1"] });
  });
});
