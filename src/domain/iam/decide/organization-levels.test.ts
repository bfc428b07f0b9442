import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import type { Caller } from "./question.ts";
import { allow, deny, questionForTest, statement, type TestQuestion } from "./question-for-test.ts";

const one = "111111111111";
const root: Partial<Caller> = { arn: `arn:aws:iam::${one}:root`, kind: "root" };
const linked: Partial<Caller> = {
  arn: `arn:aws:iam::${one}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
  kind: "service-linked-role",
};

function ask(test: TestQuestion): string {
  return decide(questionForTest({ identity: [allow()], ...test })).decision;
}

describe("service control policies", () => {
  it("must allow at every level, by any policy of the level", () => {
    expect(ask({ scps: [[allow()], [allow()], [allow()]] })).toBe("allowed");
    expect(ask({ scps: [[allow()], [allow("ec2:*"), allow("s3:*")], [allow()]] })).toBe("allowed");
    expect(ask({ scps: [[allow()], [allow("ec2:*")], [allow()]] })).toBe("implicitly-denied");
    expect(ask({ scps: [[allow()], [], [allow()]] })).toBe("implicitly-denied");
    expect(ask({ scps: [] })).toBe("allowed");
    expect(ask({})).toBe("allowed");
  });

  it("deny from any level, with conditions, NotAction and ARNs", () => {
    expect(ask({ scps: [[allow()], [allow(), deny("s3:*")], [allow()]] })).toBe("explicitly-denied");
    const notEc2 = statement({ Effect: "Deny", NotAction: "ec2:*", Resource: "*" });
    expect(ask({ scps: [[allow(), notEc2]] })).toBe("explicitly-denied");
    expect(ask({ scps: [[allow("*", "arn:aws:s3:::bucket/*")]] })).toBe("allowed");
    expect(ask({ scps: [[allow("*", "arn:aws:s3:::other/*")]] })).toBe("implicitly-denied");
    const Condition = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
    expect(ask({ scps: [[allow("*", "*", { Condition })]], context: { "aws:RequestedRegion": "eu-west-1" } })).toBe(
      "allowed",
    );
    expect(ask({ scps: [[allow("*", "*", { Condition })]] })).toBe("implicitly-denied");
  });

  it("bind root of members and sessions of AssumeRoot, not management and not service-linked roles", () => {
    const scps = [[allow(), deny("s3:*")]];
    expect(ask({ caller: root, scps })).toBe("explicitly-denied");
    expect(
      ask({ caller: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" }, session: [allow()], scps }),
    ).toBe("explicitly-denied");
    expect(ask({ caller: { management: true }, scps })).toBe("allowed");
    expect(ask({ caller: { ...root, management: true }, scps: [[]] })).toBe("allowed");
    expect(ask({ caller: linked, scps })).toBe("allowed");
  });

  it("name the level that allows nothing in the trace", () => {
    const { trace } = decide(questionForTest({ identity: [allow()], scps: [[allow()], [allow("ec2:*")]] }));
    expect(trace.filter((step) => step.outcome === "nothing-allows").map((step) => step.layer)).toEqual(["scps[1]"]);
  });

  it("say so in the trace", () => {
    const { trace } = decide(questionForTest({ identity: [allow()], caller: { management: true }, scps: [[]] }));
    expect(trace).toContainEqual(expect.objectContaining({ layer: "scps", outcome: "exempt" }));
  });
});

describe("resource control policies", () => {
  it("must allow at every level and deny from any", () => {
    expect(ask({ rcps: [[allow()], [allow()]] })).toBe("allowed");
    expect(ask({ rcps: [[allow()], []] })).toBe("implicitly-denied");
    expect(
      ask({ rcps: [[allow(), statement({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" })]] }),
    ).toBe("explicitly-denied");
  });

  it("reach only services with support, and neither management's resources nor service-linked roles", () => {
    const rcps = [[allow(), deny()]];
    expect(ask({ action: "ec2:RunInstances", resource: "*", rcps })).toBe("allowed");
    expect(ask({ caller: { management: true }, rcps })).toBe("allowed");
    expect(ask({ caller: linked, rcps })).toBe("allowed");
    expect(ask({ caller: root, rcps })).toBe("explicitly-denied");
    const resourcePolicy = statement({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" });
    expect(ask({ caller: { management: true }, resourceAccount: "222222222222", resourcePolicy, rcps })).toBe(
      "explicitly-denied",
    );
  });
});

describe("root", () => {
  it("may do everything, whatever identity policies and boundaries say", () => {
    expect(ask({ caller: root, identity: [deny()], boundary: [deny()] })).toBe("allowed");
  });

  it("is stopped by a resource policy, but not from mending its own bucket policy", () => {
    const resourcePolicy = statement({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" });
    expect(ask({ caller: root, resourcePolicy })).toBe("explicitly-denied");
    expect(
      ask({ caller: root, resourcePolicy, action: "s3:DeleteBucketPolicy", resource: "arn:aws:s3:::bucket" }),
    ).toBe("allowed");
    expect(ask({ resourcePolicy, action: "s3:DeleteBucketPolicy", resource: "arn:aws:s3:::bucket" })).toBe(
      "explicitly-denied",
    );
  });

  it("by AssumeRoot may do what its task policy leaves", () => {
    const caller: Partial<Caller> = { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" };
    const ceiling = statement({ Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" });
    expect(ask({ caller, session: [ceiling] })).toBe("allowed");
    expect(ask({ caller, session: [ceiling], action: "s3:PutObject" })).toBe("explicitly-denied");
    expect(ask({ caller, session: [allow("ec2:*")] })).toBe("implicitly-denied");
    expect(ask({ caller })).toBe("unknown");
    const Condition = {
      Bool: { "aws:AssumedRoot": "true" },
      ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${one}:root` },
    };
    expect(ask({ caller, session: [ceiling], scps: [[allow(), deny("*", "*", { Condition })]] })).toBe(
      "explicitly-denied",
    );
  });
});

describe("limits of a principal", () => {
  it("are its boundary and its session policy", () => {
    expect(ask({ boundary: [allow("s3:*")] })).toBe("allowed");
    expect(ask({ boundary: [allow("ec2:*")] })).toBe("implicitly-denied");
    expect(ask({ boundary: [allow(), deny("s3:*")] })).toBe("explicitly-denied");
    expect(ask({ session: [allow("s3:*")] })).toBe("allowed");
    expect(ask({ session: [allow("ec2:*")] })).toBe("implicitly-denied");
    expect(ask({ boundary: [allow()], identity: [] })).toBe("implicitly-denied");
  });

  it("a GetFederationToken session has none of its user's rights without session policy", () => {
    const caller: Partial<Caller> = { arn: `arn:aws:sts::${one}:federated-user/bob`, kind: "federated-user" };
    expect(ask({ caller })).toBe("implicitly-denied");
    expect(ask({ caller, session: [] })).toBe("implicitly-denied");
    expect(ask({ caller, session: [allow()] })).toBe("allowed");
    expect(ask({ caller, session: [allow()], action: "iam:ListUsers", resource: "*" })).toBe("unknown");
    const resource = `arn:aws:iam::${one}:role/Target`;
    const trust = statement({ Effect: "Allow", Principal: { AWS: one }, Action: "sts:AssumeRole" });
    expect(ask({ caller, session: [allow()], action: "sts:AssumeRole", resource, trust })).toBe("implicitly-denied");
  });

  it("an endpoint policy must allow too, and may deny", () => {
    expect(ask({ endpoint: [allow("s3:*")] })).toBe("allowed");
    expect(ask({ endpoint: [allow("s3:PutObject")] })).toBe("implicitly-denied");
    expect(ask({ endpoint: [allow(), deny("s3:GetObject")] })).toBe("explicitly-denied");
    const other = statement({ Effect: "Allow", Principal: { AWS: "222222222222" }, Action: "*", Resource: "*" });
    expect(ask({ endpoint: [other] })).toBe("implicitly-denied");
  });
});

describe("rules no policy shows", () => {
  it("GetCallerIdentity and GetSessionToken cannot be taken away", () => {
    const scps = [[deny()]];
    expect(ask({ action: "sts:GetCallerIdentity", resource: "*", identity: [deny()], scps })).toBe("allowed");
    expect(ask({ action: "sts:GetSessionToken", resource: "*", identity: [deny()], scps })).toBe("allowed");
    expect(ask({ action: "sts:GetFederationToken", resource: "*", identity: [deny()] })).toBe("explicitly-denied");
  });

  it("GetFederationToken is for long-term credentials", () => {
    const action = "sts:GetFederationToken";
    const session: Partial<Caller> = { arn: `arn:aws:sts::${one}:assumed-role/Dev/s`, kind: "role-session" };
    expect(ask({ action, resource: "*" })).toBe("allowed");
    expect(ask({ action, resource: "*", caller: root })).toBe("allowed");
    expect(ask({ action, resource: "*", caller: session })).toBe("implicitly-denied");
  });

  it("are told by the trace", () => {
    const first = (action: string, caller: Partial<Caller>) =>
      decide(questionForTest({ action, resource: "*", caller })).trace.map((step) => `${step.layer} ${step.outcome}`);
    expect(first("sts:GetCallerIdentity", {})).toEqual(["service exempt"]);
    expect(first("sts:AssumeRole", root)).toEqual(["service nothing-allows"]);
  });

  it("policies that AWS manages cannot be edited", () => {
    const managed = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(ask({ action: "iam:CreatePolicyVersion", resource: managed })).toBe("implicitly-denied");
    expect(ask({ action: "iam:CreatePolicyVersion", resource: `arn:aws:iam::${one}:policy/own` })).toBe("allowed");
  });
});

describe("roles that AWS keeps", () => {
  it.each(["role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_a", "role/aws-service-role/x.amazonaws.com/Linked"])(
    "%s cannot be changed, only used",
    (name) => {
      const resource = `arn:aws:iam::${one}:${name}`;
      expect(ask({ action: "iam:AttachRolePolicy", resource })).toBe("implicitly-denied");
      expect(ask({ action: "iam:UpdateAssumeRolePolicy", resource })).toBe("implicitly-denied");
      expect(ask({ action: "iam:GetRole", resource })).toBe("allowed");
      expect(ask({ action: "iam:AttachRolePolicy", resource: `arn:aws:iam::${one}:role/own` })).toBe("allowed");
    },
  );
});

describe("a layer that could not be read", () => {
  const lost = { unknown: "organizations:DescribePolicy" };
  it("makes the answer unknown where it matters, and names what is missing", () => {
    for (const test of [
      { identity: lost },
      { boundary: lost },
      { session: lost },
      { scps: [[allow()], lost] },
      { rcps: [lost] },
      { endpoint: lost },
      { resourcePolicy: lost },
    ]) {
      const answer = decide(questionForTest({ identity: [allow()], ...test }));
      expect(answer.decision).toBe("unknown");
      expect(answer.decision === "unknown" && answer.why).toContain("organizations:DescribePolicy");
    }
  });

  it("never hides a certain answer", () => {
    expect(ask({ scps: [lost], identity: [allow(), deny("s3:*")] })).toBe("explicitly-denied");
    expect(ask({ scps: [lost], identity: [] })).toBe("implicitly-denied");
    expect(ask({ scps: [[], lost] })).toBe("implicitly-denied");
    expect(ask({ identity: lost, scps: [[deny("s3:*")]] })).toBe("explicitly-denied");
    expect(ask({ identity: lost, boundary: [allow("ec2:*")] })).toBe("implicitly-denied");
  });
});
