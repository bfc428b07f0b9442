import { describe, expect, it } from "vitest";
import { historicPolicies } from "./historic-policies-for-test.ts";
import { prover } from "./prover.ts";
import { replay } from "./replay-for-test.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";
import { answerFor, countOf } from "./verdicts-for-test.ts";

const engine = prover();
const P = "aws:MultiFactorAuthPresent";
const own = "arn:aws:iam::*:user/${aws:username}";
const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const noMfa = { BoolIfExists: { [P]: "false" } };
const doc = (...Statement: readonly object[]): unknown => ({ Version: "2012-10-17", Statement });

/** Verdicts of an action in each cell: o, c or m. Every witness is replayed. */
function verdicts(test: TestSubject, action: string): string {
  const subject = subjectForTest(test);
  return engine
    .prove(subject)
    .cells.map((cell) => {
      const answer = answerFor(cell, action);
      if (answer.verdict === "open" && answer.rule === null) {
        const witness = answer.witness(action);
        expect([witness, replay(subject, witness).decision]).toEqual([witness, "allowed"]);
      }
      return answer.verdict.slice(0, 1);
    })
    .join("");
}

const only = (statement: object): TestSubject => ({ identity: [doc(statement)] });
const besideAdmin = (...statements: readonly object[]): TestSubject => ({ identity: [doc(admin, ...statements)] });
const exempt = (names: string, Resource: unknown = "*"): object => ({
  Effect: "Deny",
  NotAction: names.split(" ").map((name) => (name.includes(":") ? name : `iam:${name}`)),
  Resource,
  Condition: noMfa,
});

describe("known pitfalls of MFA guards", () => {
  it("a guard on the own user ARN leaves every action open, because there are other resources", () => {
    const { cells } = engine.prove(subjectForTest(besideAdmin(exempt("ListUsers", own))));
    expect(cells.map((cell) => countOf(cell, "open"))).toEqual([22_091, 22_091, 22_091]);
  });

  it("a guard that exempts all of IAM leaves 190 actions open", () => {
    const { cells } = engine.prove(subjectForTest(besideAdmin(exempt("iam:*"))));
    expect(cells.map((cell) => countOf(cell, "open"))).toEqual([190, 190, 22_091]);
  });

  it.each([
    ["DeactivateMFADevice", own],
    ["DeleteVirtualMFADevice", "arn:aws:iam::*:mfa/${aws:username}"],
    ["CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"],
    ["EnableMFADevice", "arn:aws:iam::*:user/*"],
    ["CreateAccessKey", own],
  ])("an exempt %s is open without MFA", (name, Resource) => {
    const grant = { Effect: "Allow", Action: `iam:${name}`, Resource };
    expect(verdicts({ identity: [doc(grant, exempt(name))] }, `iam:${name}`)).toBe("ooo");
    expect(verdicts({ identity: [doc(grant, exempt("ListUsers"))] }, `iam:${name}`)).toBe("cco");
  });

  it("in a document of version 2008 the user's name is literal text", () => {
    const old = (statement: object): TestSubject => ({
      identity: [doc(admin), { Version: "2008-10-17", Statement: statement }],
    });
    const guard = { Effect: "Deny", Action: "iam:CreateAccessKey", Resource: own };
    expect(verdicts(old({ ...guard, Effect: "Deny" }), "iam:CreateAccessKey")).toBe("ooo");
    const grant = {
      Version: "2008-10-17",
      Statement: { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: own },
    };
    expect(verdicts({ identity: [grant] }, "iam:CreateAccessKey")).toBe("ccc");
  });

  it("a user with a path is not the own user ARN without one", () => {
    const principal = { arn: "arn:aws:iam::111122223333:user/div/alice" };
    const grant = { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: own };
    expect(verdicts({ principal, ...only(grant) }, "iam:CreateAccessKey")).toBe("ccc");
    expect(verdicts({ principal, ...besideAdmin({ ...grant, Effect: "Deny" }) }, "iam:CreateAccessKey")).toBe("ooo");
  });

  it("a trailing star reaches the device of another user", () => {
    const Resource = "arn:aws:iam::*:mfa/${aws:username}*";
    const test = only({ Effect: "Allow", Action: "iam:DeleteVirtualMFADevice", Resource });
    const strict = { Effect: "Deny", Action: "iam:*", Resource: Resource.replace("*}", "}").slice(0, -1) };
    expect(verdicts(test, "iam:DeleteVirtualMFADevice")).toBe("ooo");
    expect(verdicts({ identity: [...(test.identity as unknown[]), doc(strict)] }, "iam:DeleteVirtualMFADevice")).toBe(
      "ooo",
    );
  });

  it("a second Allow without condition opens what the first guards", () => {
    const guarded = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Bool: { [P]: "true" } } };
    expect(verdicts(only(guarded), "s3:GetObject")).toBe("cco");
    expect(verdicts({ identity: [doc(guarded), doc({ ...guarded, Condition: {} })] }, "s3:GetObject")).toBe("ooo");
  });

  it("a boundary that only fails to allow does not stop a grant to the user's own ARN, a Deny does", () => {
    const resource = {
      kind: "resource" as const,
      arns: ["arn:aws:s3:::data/*"],
      document: doc({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:user/alice" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::data/*",
      }),
    };
    const guarded = { Effect: "Allow", Action: "*", Resource: "*", Condition: { Bool: { [P]: "true" } } };
    const denied = { Effect: "Deny", Action: "*", Resource: "*", Condition: noMfa };
    const user = { identity: [doc(admin)], resource };
    expect(verdicts({ ...user, boundary: [doc(guarded)] }, "s3:GetObject")).toBe("ooo");
    expect(verdicts({ ...user, boundary: [doc(admin, denied)] }, "s3:GetObject")).toBe("cco");
    expect(verdicts({ ...user, scps: [[doc(admin, denied)]] }, "s3:GetObject")).toBe("cco");
  });

  it("service control policies do not bind the management account", () => {
    const scps = [[doc(admin, { Effect: "Deny", Action: "*", Resource: "*", Condition: noMfa })]];
    expect(verdicts({ identity: [doc(admin)], scps }, "iam:CreateUser")).toBe("cco");
    expect(verdicts({ identity: [doc(admin)], scps, principal: { management: true } }, "iam:CreateUser")).toBe("ooo");
  });

  it("a trust policy says who may assume with and without MFA", () => {
    const trust = (Condition: object): TestSubject["resource"] & {} => ({
      kind: "trust",
      arns: ["arn:aws:iam::111122223333:role/ops"],
      document: doc({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole", Condition }),
    });
    const identity = [doc({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" })];
    expect(verdicts({ identity, resource: trust({ Bool: { [P]: "true" } }) }, "sts:AssumeRole")).toBe("cco");
    expect(verdicts({ identity, resource: trust({ BoolIfExists: { [P]: "true" } }) }, "sts:AssumeRole")).toBe("oco");
    expect(verdicts({ identity: [], resource: trust({}) }, "sts:AssumeRole")).toBe("ccc");
    const chained = { identity, resource: trust({ Bool: { [P]: "true" } }), credential: "role-chained" as const };
    const principal = { arn: "arn:aws:iam::111122223333:role/a", kind: "role" as const };
    expect(verdicts({ ...chained, principal }, "sts:AssumeRole")).toBe("c");
  });

  it("an Allow and a Deny of the same meet, in one document and in two", () => {
    const same = { Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/x" };
    const [allow, deny] = [
      { Effect: "Allow", ...same },
      { Effect: "Deny", ...same },
    ];
    expect(verdicts({ identity: [doc(allow, deny)] }, "iam:PassRole")).toBe("ccc");
    expect(verdicts({ identity: [doc(allow), doc(deny)] }, "iam:PassRole")).toBe("ccc");
    expect(verdicts(only(deny), "iam:PassRole")).toBe("ccc");
    expect(verdicts(only(allow), "iam:PassRole")).toBe("ooo");
  });

  it("policies that AWS manages cannot be edited, and can be read and attached", () => {
    const Resource = "arn:aws:iam::aws:policy/*";
    const test = only({ Effect: "Allow", Action: ["iam:CreatePolicyVersion", "iam:GetPolicy"], Resource });
    expect([verdicts(test, "iam:CreatePolicyVersion"), verdicts(test, "iam:GetPolicy")]).toEqual(["ccc", "ooo"]);
  });

  it("sessions older than a past date are gone, younger ones always there", () => {
    const principal = { arn: "arn:aws:iam::111122223333:role/a", kind: "role" as const };
    const past = (operator: string): TestSubject => ({
      principal,
      credential: "role-session",
      identity: [doc({ ...admin, Condition: { [operator]: { "aws:TokenIssueTime": "2024-01-01T00:00:00Z" } } })],
    });
    expect([verdicts(past("DateGreaterThan"), "s3:GetObject"), verdicts(past("DateLessThan"), "s3:GetObject")]).toEqual(
      ["o", "c"],
    );
  });

  it("an Allow with NotAction leaves what it does not name, known and unknown", () => {
    const test = only({ Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" });
    for (const action of [
      "ssm:StartSession",
      "ec2-instance-connect:SendSSHPublicKey",
      "ssm:<other>",
      "<other>:<other>",
    ]) {
      const [cell] = engine.prove(subjectForTest(test)).cells;
      expect([action, answerFor(cell, action).verdict]).toEqual([action, "open"]);
    }
    expect(verdicts(test, "iam:CreateUser")).toBe("ccc");
  });

  it("what was not read may allow or deny", () => {
    const lost = { unknown: "organizations:DescribePolicy" };
    const [cell] = engine.prove(subjectForTest({ identity: [doc(admin)], scps: [lost] })).cells;
    const answer = answerFor(cell, "s3:GetObject");
    expect(answer.verdict === "may" ? answer.why : "").toContain("organizations:DescribePolicy");
    expect(verdicts({ identity: lost }, "s3:GetObject")).toBe("mmm");
    expect(verdicts({ identity: [], boundary: lost }, "s3:GetObject")).toBe("ccc");
  });

  it("AWS's own policies replay in every open class", () => {
    for (const [id, Statement] of Object.entries(historicPolicies)) {
      const subject = subjectForTest({ identity: [{ Version: "2012-10-17", Statement }] });
      for (const { classes } of engine.prove(subject).cells) {
        for (const { answer, size } of classes) {
          if (answer.verdict !== "open" || size === 0) continue;
          const witness = answer.witness();
          expect([id, witness, replay(subject, witness).decision]).toEqual([id, witness, "allowed"]);
        }
      }
    }
  });
});
