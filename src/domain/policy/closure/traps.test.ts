import { describe, expect, it } from "vitest";
import { adminsForTest, type TestAccount, type TestPrincipal } from "./model-for-test.ts";

const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}): object => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const account = "111122223333";
const service = (name: string): object =>
  doc({ Effect: "Allow", Principal: { Service: `${name}.amazonaws.com` }, Action: "sts:AssumeRole" });
const adminRole: TestPrincipal = { name: "adm", trust: service("lambda"), identity: [doc(allow("*"))] };
const policyArn = `arn:aws:iam::${account}:policy/tools`;
const issued = (operator: string): object => ({
  Condition: { [operator]: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } },
});

function eve(more: Omit<TestPrincipal, "name">, rest: Partial<TestAccount> = {}): string | undefined {
  return adminsForTest([{ principals: [{ name: "eve", ...more }, adminRole], ...rest }])["eve"];
}

describe("what must be found", () => {
  it("a way whose halves stand in two documents", () => {
    const pass = doc(allow("iam:PassRole", `arn:aws:iam::${account}:role/adm`));
    const run = doc(allow(["lambda:CreateFunction", "lambda:InvokeFunction"]));
    expect(eve({ identity: [pass, run] })).toBe("certain escalation true");
    expect(eve({ identity: [pass] })).toBeUndefined();
    expect(eve({ identity: [run] })).toBeUndefined();
  });

  it("a Resource pattern that contains the policy attached to the caller", () => {
    const edit = (pattern: string): object => doc(allow("iam:CreatePolicyVersion", pattern));
    const attached = (pattern: string): Omit<TestPrincipal, "name"> => ({ attached: { [policyArn]: edit(pattern) } });
    expect(eve(attached(`arn:aws:iam::${account}:policy/t*`))).toBe("certain escalation true");
    expect(eve(attached(`arn:aws:iam::${account}:policy/u*`))).toBeUndefined();
  });

  it("a condition that is always true for role sessions: issued after a day that is past", () => {
    const role = (operator: string): TestPrincipal => ({
      name: "ci",
      trust: service("lambda"),
      identity: [doc(allow("*", "*", issued(operator)))],
    });
    const ci = (operator: string) => adminsForTest([{ principals: [role(operator)] }])["ci"];
    expect(ci("DateGreaterThan")).toBe("certain direct true");
    expect(ci("DateLessThan")).toBeUndefined();
  });

  it("an Allow with NotAction that leaves ssm, ec2-instance-connect and others", () => {
    const power = doc({
      Effect: "Allow",
      NotAction: ["iam:*", "organizations:*", "account:*", "sso:*"],
      Resource: "*",
    });
    // Whether an instance with the role runs, no IAM data tells.
    expect(eve({ identity: [power] })).toBe("may escalation may");
  });
});

describe("what must not be found", () => {
  const attach = allow("iam:AttachUserPolicy");

  it("an Allow and a Deny of the same in one document, or over two, or only a Deny", () => {
    expect(eve({ identity: [doc(attach)] })).toBe("certain escalation true");
    expect(eve({ identity: [doc(attach, deny("iam:AttachUserPolicy"))] })).toBeUndefined();
    expect(eve({ identity: [doc(attach), doc(deny("iam:AttachUserPolicy"))] })).toBeUndefined();
    expect(eve({ identity: [doc(deny("iam:AttachUserPolicy"))] })).toBeUndefined();
  });

  it("CreatePolicyVersion on AWS's own policies", () => {
    const aws = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const edit = doc(allow("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/*"));
    expect(eve({ attached: { [aws]: edit } })).toBeUndefined();
  });

  it("an own-policy way under a boundary or a policy of the organization that leaves too little", () => {
    const boundary = [doc(allow(["iam:AttachUserPolicy", "s3:*"]))];
    expect(eve({ identity: [doc(attach)], boundary })).toBeUndefined();
    const scps = [
      [doc(allow("*"), deny("*", "*", { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/eve" } } }))],
    ];
    expect(eve({ identity: [doc(attach)] }, { scps })).toBeUndefined();
    const lift = doc(allow(["iam:AttachUserPolicy", "iam:DeleteUserPermissionsBoundary"]));
    const wide = [doc(allow(["iam:*", "s3:*"]))];
    expect(eve({ identity: [lift], boundary: wide })).toBe("certain escalation true");
  });
});

describe("taking the MFA guard off", () => {
  const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
  const guarded = (exempt: string, more: object = allow("*")): Omit<TestPrincipal, "name"> => ({
    devices: 1,
    identity: [doc(more)],
    group: { name: "people", inline: [doc({ Effect: "Deny", NotAction: exempt, Resource: "*", ...noMfa })] },
  });

  it("by leaving the group, or deleting its policy", () => {
    expect(eve(guarded("iam:RemoveUserFromGroup"))).toBe("certain escalation true");
    expect(eve(guarded("iam:DeleteGroupPolicy"))).toBe("certain escalation true");
    expect(eve(guarded("iam:ListUsers"))).toBe("certain direct false");
  });

  it("is nothing where all rights come with the guard", () => {
    const inline = [doc(allow("*"), { Effect: "Deny", NotAction: "iam:RemoveUserFromGroup", Resource: "*", ...noMfa })];
    expect(eve({ devices: 1, group: { name: "people", inline } })).toBe("certain direct false");
  });
});

describe("becoming another user", () => {
  const boss: TestPrincipal = { name: "boss", identity: [doc(allow("*"))], devices: 1 };
  const who = (eveDocument: object, target: TestPrincipal) =>
    adminsForTest([{ principals: [{ name: "eve", identity: [doc(eveDocument)] }, target] }])["eve"];
  const on = "arn:aws:iam::*:user/boss";

  it("by a key of it", () => {
    expect(who(allow("iam:CreateAccessKey", on), boss)).toBe("certain escalation true");
    expect(who(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/other"), boss)).toBeUndefined();
  });

  it("by a password of it only when no device asks for a code, or that is taken off", () => {
    const password = allow("iam:CreateLoginProfile", on);
    expect(who(password, { ...boss, devices: 0 })).toBe("certain escalation true");
    expect(who(password, boss)).toBeUndefined();
    expect(who(password, { ...boss, devices: "unknown" })).toBe("may escalation may");
    expect(who(allow(["iam:CreateLoginProfile", "iam:DeactivateMFADevice"], on), boss)).toMatch(
      /escalation (true|may)$/,
    );
  });

  it("by a key of it is nothing when its guard demands MFA and nothing opens it", () => {
    const guard = deny("*", "*", { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } });
    const guardedBoss = { ...boss, identity: [doc(allow("*"), guard)] };
    expect(who(allow("iam:CreateAccessKey", on), guardedBoss)).toBeUndefined();
    const enrol = allow(["iam:CreateAccessKey", "iam:EnableMFADevice", "iam:CreateVirtualMFADevice"], "*");
    expect(who(enrol, guardedBoss)).toMatch(/escalation (true|may)$/);
  });
});
