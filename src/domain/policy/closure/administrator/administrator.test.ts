import { describe, expect, it } from "vitest";
import { historicPolicies } from "../../../iam/prove/historic-policies-for-test.ts";
import { prover } from "../../../iam/prove/prover.ts";
import { subjectForTest, type TestSubject } from "../../../iam/prove/subject-for-test.ts";
import { administrator, adminWitness } from "./administrator.ts";

const engine = prover();
const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}): object => ({
  Effect: "Deny",
  Action,
  Resource,
  ...more,
});
const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
const admin = doc(allow("*"));

const is = (test: TestSubject): string =>
  administrator(engine, subjectForTest({ credential: "user-key", devices: 0, ...test }))?.certainty ?? "no";

describe("an administrator", () => {
  it.each([
    ["everything on everything", [admin], "certain"],
    [
      "in two documents, each a half",
      [doc(allow("iam:*")), doc({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
      "certain",
    ],
    ["everything but one call", [admin, doc(deny("organizations:LeaveOrganization"))], "certain"],
    [
      "everything under an address that the caller has",
      [doc(allow("*", "*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }))],
      "certain",
    ],
    [
      "a condition that nobody can decide",
      [doc(allow("*", "*", { Condition: { Odd: { "aws:SourceIp": "x" } } }))],
      "may",
    ],
    ["power users", [doc({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" })], "no"],
    ["everything of IAM", [doc(allow("iam:*"))], "no"],
    ["everything on one bucket", [doc(allow("*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]))], "no"],
    ["everything on roles", [doc(allow("*", "arn:aws:iam::*:role/*"))], "no"],
    ["everything, and denied", [admin, doc(deny("*"))], "no"],
    ["everything with MFA, asked of a key", [admin, doc(deny("*", "*", noMfa))], "no"],
    ["nothing", [], "no"],
  ] as const)("%s", (_, identity, expected) => {
    expect(is({ identity })).toBe(expected);
  });

  it("is limited by its boundary", () => {
    expect(is({ identity: [admin], boundary: [doc(allow("s3:*"))] })).toBe("no");
    expect(is({ identity: [admin], boundary: [admin] })).toBe("certain");
    expect(is({ identity: [admin], boundary: { unknown: "document of b" } })).toBe("may");
  });

  it("is limited by a Deny of the organization, and not by what the organization leaves to nobody", () => {
    expect(is({ identity: [admin], scps: [[admin], [doc(deny("*", "*", noMfa), allow("*"))]] })).toBe("no");
    expect(is({ identity: [admin], scps: [[doc(allow(["iam:*", "s3:*"]))]] })).toBe("certain");
    expect(is({ identity: [doc(allow("s3:*"))], scps: [[doc(allow(["iam:*", "s3:*"]))]] })).toBe("no");
    expect(is({ identity: [admin], scps: [[doc(allow(["ec2:*", "s3:*"]))]] })).toBe("may");
    expect(is({ identity: [admin], scps: [{ unknown: "SERVICE_CONTROL_POLICY" }] })).toBe("may");
  });

  it("of a session whose MFA key AWS does not document needs each value to pass", () => {
    const session = { session: [admin], credential: "federation-console" as const };
    expect(is({ ...session, identity: [admin] })).toBe("certain");
    const halfOpen = deny("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } });
    expect(is({ ...session, identity: [admin, doc(halfOpen)] })).toBe("may");
    expect(is({ ...session, identity: [admin, doc(deny("*", "*", noMfa))] })).toBe("no");
  });

  it("with MFA chooses how old it is", () => {
    const fresh = deny("*", "*", { Condition: { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "1800" } } });
    expect(is({ identity: [admin, doc(fresh)], credential: "user-console-mfa" })).toBe("certain");
    expect(is({ identity: [admin, doc(fresh)] })).toBe("no");
  });

  it.each(["J1", "J2", "L", "O"])("AWS's own policy %s beside Allow * leaves a key everything", (id) => {
    expect(is({ identity: [admin, doc(...(historicPolicies[id] ?? []))] })).toBe("certain");
  });

  it.each(["A", "B", "C1", "F2", "G2", "H", "I1", "K3", "E", "M", "P"])(
    "AWS's own policy %s beside Allow * keeps it from a key",
    (id) => {
      expect(is({ identity: [admin, doc(...(historicPolicies[id] ?? []))] })).toBe("no");
    },
  );

  it("is shown by a request", () => {
    const subject = subjectForTest({ identity: [admin], credential: "user-key", devices: 0 });
    expect(adminWitness(engine, subject)?.action).toBe("iam:CreateUser");
  });
});
