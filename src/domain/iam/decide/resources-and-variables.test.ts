import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import type { Caller } from "./question.ts";
import { allow, deny, questionForTest, statement, type TestQuestion } from "./question-for-test.ts";

const one = "111111111111";
const own = "arn:aws:iam::*:user/${aws:username}";
const me = `arn:aws:iam::${one}:user/alice`;

function ask(test: TestQuestion): string {
  return decide(questionForTest(test)).decision;
}

/** The answer of an Allow and of a Deny beside Allow * on * with these resources: "allow deny". */
function both(
  pattern: string | string[],
  resource: string,
  action = "s3:GetObject",
  more: Partial<TestQuestion> = {},
): string {
  const short = (word: string) => ({ allowed: "A", unknown: "?" })[word] ?? "d";
  const asAllow = ask({ ...more, action, resource, resourceAccount: one, identity: [allow("*", pattern)] });
  const asDeny = ask({ ...more, action, resource, resourceAccount: one, identity: [allow(), deny("*", pattern)] });
  return short(asAllow) + short(asDeny);
}

describe("Action", () => {
  it.each([
    ["*", true],
    ["s3:GetObject", true],
    ["S3:getobject", true],
    ["s3:Get*", true],
    ["s?:*Object", true],
    ["*:GetObject", true],
    ["s3:GetObjectAcl", false],
    ["s3:GetObjec", false],
    ["ec2:*", false],
  ])("%s covers s3:GetObject: %s", (pattern, covers) => {
    expect(ask({ identity: [allow(pattern)] })).toBe(covers ? "allowed" : "implicitly-denied");
  });

  it("NotAction covers every other action, also one nobody knows", () => {
    const identity = [statement({ Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" })];
    expect(ask({ identity })).toBe("allowed");
    expect(ask({ identity, action: "brandnew:DoIt" })).toBe("allowed");
    expect(ask({ identity, action: "IAM:CreateUser", resource: "*" })).toBe("implicitly-denied");
  });
});

describe("Resource", () => {
  it.each([
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b:c", "Ad"],
    ["arn:aws:s3:::bucket/?", "arn:aws:s3:::bucket/ab", "dA"],
    ["arn:aws:s3:::Bucket/*", "arn:aws:s3:::bucket/a", "dA"],
    ["*", "arn:aws:s3:::bucket/a", "Ad"],
    // A wildcard across colons: covered as plain text, not segment by segment.
    ["arn:aws:s3*:::bucket/x", "arn:aws:s3:eu-west-1:1:bucket::::bucket/x", "??"],
    ["arn:aws:*:bucket/a", "arn:aws:s3:::bucket/a", "??"],
    ["arn:aws:s3", "arn:aws:s3:::bucket/a", "??"],
    ["arn:aws:sqs", "arn:aws:s3:::bucket/a", "dA"],
  ])("%s against %s: %s", (pattern, resource, expected) => {
    expect(both(pattern, resource)).toBe(expected);
  });

  it("NotResource covers what is not listed", () => {
    const not = (NotResource: string) => [statement({ Effect: "Allow", Action: "*", NotResource })];
    expect(ask({ identity: not("arn:aws:s3:::other/*") })).toBe("allowed");
    expect(ask({ identity: not("arn:aws:s3:::bucket/*") })).toBe("implicitly-denied");
    expect(ask({ identity: not(own) })).toBe("allowed");
    expect(ask({ identity: not(own), caller: { arn: `arn:aws:iam::${one}:role/r`, kind: "role" } })).toBe("unknown");
  });

  it("of an action without resource type: only what covers the text * counts", () => {
    expect(both("*", "*", "iam:ListVirtualMFADevices")).toBe("Ad");
    expect(both("?", "*", "iam:ListVirtualMFADevices")).toBe("Ad");
    // A narrower Deny does not stop it; whether a narrower Allow grants it depends on the service.
    expect(both("arn:aws:iam::*:mfa/*", "*", "iam:ListVirtualMFADevices")).toBe("?A");
    expect(both("arn:aws:s3:::*", "*", "s3:ListAllMyBuckets")).toBe("?A");
    expect(both("arn:aws:s3:::*", "*", "iam:ListVirtualMFADevices")).toBe("dA");
    const identity = [allow(), statement({ Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::*" })];
    expect(ask({ identity, action: "s3:ListAllMyBuckets", resource: "*" })).toBe("unknown");
  });
});

describe("variables", () => {
  const asRole: Partial<Caller> = { arn: `arn:aws:iam::${one}:role/r`, kind: "role" };
  const iam = (pattern: string, resource: string, more: Partial<TestQuestion> = {}) =>
    both(pattern, resource, "iam:GetUser", more);

  it("stand for the caller's own values", () => {
    expect(iam(own, me)).toBe("Ad");
    expect(iam(own, `arn:aws:iam::${one}:user/bob`)).toBe("dA");
    expect(iam("arn:aws:iam::*:user/${AWS:UserName}*", `arn:aws:iam::${one}:user/alice2`)).toBe("Ad");
  });

  it("without a value match nothing, so a Deny on the own user does not stop a role", () => {
    expect(iam(own, me, { caller: asRole })).toBe("dA");
    expect(
      iam(own, me, {
        caller: { arn: `arn:aws:sts::${one}:federated-user/alice`, kind: "federated-user" },
        session: [allow()],
      }),
    ).toBe("d?");
  });

  it("do not cover a user with a path", () => {
    const caller: Partial<Caller> = { arn: `arn:aws:iam::${one}:user/div/alice` };
    expect(iam(own, `arn:aws:iam::${one}:user/div/alice`, { caller })).toBe("dA");
    expect(iam(own, me, { caller })).toBe("Ad");
  });

  it("take a default, tags of the caller, and the three literals", () => {
    expect(
      iam("arn:aws:iam::*:user/${aws:username, 'nobody'}", `arn:aws:iam::${one}:user/nobody`, { caller: asRole }),
    ).toBe("Ad");
    expect(iam("arn:aws:iam::*:user/${aws:PrincipalTag/Team}", me, { caller: { tags: { team: "alice" } } })).toBe("Ad");
    expect(both("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*")).toBe("Ad");
    expect(both("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x")).toBe("dA");
    expect(both("arn:aws:s3:::b/${?}${$}", "arn:aws:s3:::b/?$")).toBe("Ad");
  });

  it("are literal text in a document of 2008 or without Version", () => {
    for (const Version of ["2008-10-17", undefined]) {
      const identity = [{ ...(Version && { Version }), Statement: { Effect: "Allow", Action: "*", Resource: own } }];
      expect(ask({ identity, action: "iam:GetUser", resource: me })).toBe("implicitly-denied");
    }
  });

  it("of a multivalued key never resolve; of an unknown key they may", () => {
    const pattern = "arn:aws:s3:::b/${aws:PrincipalOrgPaths}";
    expect(both(pattern, "arn:aws:s3:::b/p", "s3:GetObject", { context: { "aws:PrincipalOrgPaths": "p" } })).toBe("dA");
    const team = "arn:aws:s3:::b/${aws:PrincipalTag/team}/x";
    expect(both(team, "arn:aws:s3:::b/p/x", "s3:GetObject", { context: { "aws:PrincipalTag/team": "?" } })).toBe("??");
    expect(both(team, "arn:aws:s3:::b/p/y", "s3:GetObject", { context: { "aws:PrincipalTag/team": "?" } })).toBe("dA");
    expect(both(team, "arn:aws:s3:::b/p/x", "s3:GetObject", { context: { "aws:PrincipalTag/team": "*" } })).toBe("??");
  });

  it("of a form AWS does not know may match anything", () => {
    expect(both("arn:aws:s3:::b/${nothing here}", "arn:aws:s3:::b/x")).toBe("??");
    expect(both("arn:aws:s3:::b/${aws:username", "arn:aws:s3:::b/x")).toBe("??");
  });

  it("work in string and ARN conditions, where one without value satisfies the negated operators", () => {
    const test = (Condition: object, more: Partial<TestQuestion> = {}) =>
      ask({ identity: [allow("*", "*", { Condition })], context: { "s3:prefix": "home/alice" }, ...more });
    expect(test({ StringEquals: { "s3:prefix": "home/${aws:username}" } })).toBe("allowed");
    expect(test({ StringLike: { "s3:prefix": "${aws:username}" } })).toBe("implicitly-denied");
    expect(test({ StringEquals: { "s3:prefix": "home/${aws:username}" } }, { caller: asRole })).toBe(
      "implicitly-denied",
    );
    expect(test({ StringNotEquals: { "s3:prefix": "home/${aws:username}" } }, { caller: asRole })).toBe("allowed");
    expect(test({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/${aws:username}" } })).toBe("allowed");
  });
});

describe("keys that the caller implies", () => {
  const given = (operator: string, key: string, value: string, more: Partial<TestQuestion>) =>
    ask({ identity: [allow("*", "*", { Condition: { [operator]: { [key]: value } } })], session: [allow()], ...more });
  const asSession: Partial<Caller> = { arn: `arn:aws:sts::${one}:assumed-role/Dev/s1`, kind: "role-session" };

  it.each([
    ["StringEquals", "aws:username", "alice", {}, "allowed"],
    ["StringEquals", "aws:PrincipalAccount", one, asSession, "allowed"],
    ["StringEquals", "aws:PrincipalType", "AssumedRole", asSession, "allowed"],
    [
      "StringEquals",
      "aws:userid",
      `${one}:bob`,
      { arn: `arn:aws:sts::${one}:federated-user/bob`, kind: "federated-user" },
      "allowed",
    ],
    [
      "StringEquals",
      "aws:PrincipalType",
      "FederatedUser",
      { arn: `arn:aws:sts::${one}:federated-user/bob`, kind: "federated-user" },
      "allowed",
    ],
    ["Null", "aws:username", "true", asSession, "allowed"],
    ["Null", "aws:userid", "false", {}, "allowed"],
    ["StringLike", "aws:userid", "AIDA*", {}, "unknown"],
    ["ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${one}:role/Dev`, asSession, "allowed"],
    ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${one}:role/team/*`, asSession, "unknown"],
    ["StringLike", "aws:PrincipalArn", `*:role/team/*`, asSession, "unknown"],
    ["StringNotLike", "aws:PrincipalArn", `*:role/team/*`, asSession, "unknown"],
    ["StringNotLike", "aws:PrincipalArn", `*:user/alice`, asSession, "allowed"],
    ["StringLike", "aws:PrincipalArn", "*:role/${aws:username}/*", asSession, "implicitly-denied"],
    ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${one}:role/Ops`, asSession, "implicitly-denied"],
    ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::*:user/*`, asSession, "implicitly-denied"],
  ] as const)("%s %s %s", (operator, key, value, caller, expected) => {
    expect(given(operator, key, value, { caller })).toBe(expected);
  });

  it("give way to the context", () => {
    expect(given("StringEquals", "aws:username", "bob", { context: { "AWS:USERNAME": "bob" } })).toBe("allowed");
    expect(given("StringEquals", "aws:userid", "AIDA1", { context: { "aws:userid": "AIDA1" } })).toBe("allowed");
  });

  it("leave a session's tags open when other keys are not known, a user's tags not", () => {
    const more = { otherKeys: "unknown" } as const;
    expect(given("StringEquals", "aws:PrincipalTag/team", "x", { ...more, caller: asSession })).toBe("unknown");
    expect(given("StringEquals", "aws:PrincipalTag/team", "x", { ...more, caller: { tags: { Team: "x" } } })).toBe(
      "allowed",
    );
    expect(given("StringEquals", "aws:PrincipalTag/team", "x", more)).toBe("implicitly-denied");
  });
});
