import { describe, expect, it } from "vitest";
import { checkCertificate } from "../certify/check-certificate.ts";
import type { ActionQuestion } from "./asker.ts";
import { prover } from "./prover.ts";
import { replay } from "./replay-for-test.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";

const engine = prover();
const account = "111122223333";
const bob = `arn:aws:iam::${account}:user/bob`;
const role = `arn:aws:iam::${account}:role/build`;
const document = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}): object =>
  document({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}): object =>
  document({ Effect: "Deny", Action, Resource, ...more });

/** The verdicts by cell; every witness replays and every certificate is accepted. */
function ask(test: TestSubject, action: string, ...arns: readonly string[]): string {
  const subject = subjectForTest({ credential: "user-key", devices: 0, ...test });
  const question: ActionQuestion = arns.length === 0 ? { action } : { action, resource: { arns } };
  const found = engine.ask(subject, question);
  return found
    .map(({ answer }) => {
      if (answer.verdict === "may") return `may: ${answer.why}`;
      if (answer.verdict === "open") {
        const witness = answer.witness();
        expect(replay(subject, witness).decision).toBe("allowed");
        if (arns.length > 0 && witness.resource !== "*" && !arns.some((arn) => /[*?]/.test(arn))) {
          expect(arns).toContain(witness.resource);
        }
        return `open ${witness.action} ${witness.resource}`;
      }
      const certificate = answer.certificate();
      const checked = checkCertificate(subject, JSON.parse(JSON.stringify(certificate)));
      expect(checked.status === "refused" ? `${checked.step} ${checked.why}` : "").toBe("");
      return "closed";
    })
    .join(" | ");
}

describe("a question about one action on named resources", () => {
  it("is open where an Allow covers the resource, and closed beside it", () => {
    const identity = [allow("iam:AttachUserPolicy", bob)];
    expect(ask({ identity }, "IAM:attachuserpolicy", bob)).toBe(`open iam:AttachUserPolicy ${bob}`);
    expect(ask({ identity }, "iam:AttachUserPolicy", `${bob}by`)).toBe("closed");
    expect(ask({ identity }, "iam:AttachUserPolicy", `${bob}by`, bob)).toBe(`open iam:AttachUserPolicy ${bob}`);
    expect(ask({ identity }, "iam:AttachRolePolicy", bob)).toBe("closed");
  });

  it("takes patterns: open when one ARN of them passes", () => {
    const identity = [allow("iam:PassRole", `arn:aws:iam::${account}:role/b*`)];
    expect(ask({ identity }, "iam:PassRole", `arn:aws:iam::${account}:role/*`)).toMatch(/^open .*:role\/b/);
    expect(ask({ identity }, "iam:PassRole", `arn:aws:iam::${account}:role/c*`)).toBe("closed");
    expect(ask({ identity }, "iam:PassRole", "*")).toMatch(/^open/);
    expect(ask({ identity }, "iam:PassRole")).toMatch(/^open/);
  });

  it("closes when a Deny holds on the resource, and not when it holds on another", () => {
    expect(ask({ identity: [allow("*"), deny("iam:*", bob)] }, "iam:CreateAccessKey", bob)).toBe("closed");
    expect(ask({ identity: [allow("*"), deny("iam:*", `${bob}by`)] }, "iam:CreateAccessKey", bob)).toMatch(/^open/);
    expect(ask({ identity: [allow("*"), deny("iam:*")] }, "iam:CreateAccessKey", bob)).toBe("closed");
    expect(ask({ identity: [allow("*")], boundary: [allow("s3:*")] }, "iam:CreateAccessKey", bob)).toBe("closed");
    expect(ask({ identity: [allow("*")], scps: [[allow("*")], [deny("iam:*", bob)]] }, "iam:CreateUser", bob)).toBe(
      "closed",
    );
  });

  it("closes when the action never goes to such a resource", () => {
    expect(ask({ identity: [allow("*")] }, "iam:AttachUserPolicy", role)).toBe("closed");
    expect(ask({ identity: [allow("*")] }, "iam:AttachUserPolicy", "arn:aws:iam::222222222222:user/bob")).toBe(
      "closed",
    );
    expect(ask({ identity: [allow("*")] }, "iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess")).toBe(
      "closed",
    );
  });

  it("asks an action without resource type on *, whatever ARNs are given", () => {
    const test = { identity: [allow(["iam:ListUsers", "iam:ListVirtualMFADevices"])] };
    expect(ask(test, "iam:ListVirtualMFADevices", bob)).toBe("open iam:ListVirtualMFADevices *");
    expect(ask({ identity: [allow("iam:ListVirtualMFADevices", bob)] }, "iam:ListVirtualMFADevices", bob)).not.toMatch(
      /^open/,
    );
  });

  it("answers on names that nobody knows", () => {
    const identity = [allow("iam:Frob*"), deny("iam:FrobnicateAll")];
    expect(ask({ identity }, "iam:Frobnicate")).toMatch(/^open iam:frobnicate/);
    expect(ask({ identity }, "iam:FrobnicateAll")).toBe("closed");
    expect(ask({ identity }, "iam:Other")).toBe("closed");
    expect(ask({ identity: [allow("*")] }, "odd:Thing", "arn:aws:odd:eu-west-1:111122223333:thing/1")).toMatch(/^open/);
  });

  it("says may, and why, to what is no question", () => {
    expect(ask({ identity: [allow("*")] }, "iam:*")).toMatch(/^may: "iam:\*" is not the name of one action/);
    expect(ask({ identity: [allow("*")] }, "iam")).toMatch(/^may/);
    expect(ask({ identity: [allow("*")] }, "iam:PassRole", "role/x")).toMatch(/^may: "role\/x" is not an ARN pattern/);
  });

  it("keeps to the rules of services and of devices", () => {
    const alice = `arn:aws:iam::${account}:user/alice`;
    const identity = [allow("*")];
    expect(ask({ identity: [deny("*")] }, "sts:GetCallerIdentity")).toMatch(/^open/);
    expect(ask({ identity, credential: "session-token" }, "sts:GetSessionToken")).toBe("closed");
    expect(ask({ identity, devices: 1 }, "iam:EnableMFADevice", alice)).toBe("closed");
    expect(ask({ identity, devices: "unknown" }, "iam:EnableMFADevice", alice)).toMatch(/^may: the number of the/);
    expect(ask({ identity, devices: 1 }, "iam:EnableMFADevice", bob)).toMatch(/^open/);
  });

  it("separates the cells", () => {
    const guard = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
    const test: TestSubject = { identity: [allow("*"), deny("*", "*", guard)], credential: "policy-text" };
    expect(ask(test, "iam:CreateUser", bob)).toBe(`closed | closed | open iam:CreateUser ${bob}`);
  });

  it("takes facts about the request: the service that a role is passed to", () => {
    const to = (service: string): TestSubject["keys"] => new Map([["iam:passedtoservice", [service]]]);
    const only = { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } };
    const identity = [allow("iam:PassRole", role, only)];
    expect(ask({ identity }, "iam:PassRole", role)).toMatch(/^open/);
    expect(ask({ identity, keys: to("ec2.amazonaws.com") }, "iam:PassRole", role)).toMatch(/^open/);
    expect(ask({ identity, keys: to("lambda.amazonaws.com") }, "iam:PassRole", role)).toBe("closed");
    const unknown = new Map([["iam:passedtoservice", "unknown" as const]]);
    expect(ask({ identity, keys: unknown }, "iam:PassRole", role)).toMatch(/^may: .*iam:passedtoservice/);
    const absent = new Map([["iam:passedtoservice", "absent" as const]]);
    expect(ask({ identity, keys: absent }, "iam:PassRole", role)).toBe("closed");
  });

  it("leaves a resource policy to the subject", () => {
    const trust = { kind: "trust" as const, arns: [role] };
    const trusted = document({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
    const test = (Principal: object): TestSubject => ({
      identity: [allow("sts:AssumeRole", role)],
      resource: { ...trust, document: document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }) },
    });
    expect(ask({ ...test({}), resource: { ...trust, document: trusted } }, "sts:AssumeRole", role)).toMatch(/^open/);
    expect(ask(test({ AWS: "222222222222" }), "sts:AssumeRole", role)).toBe("closed");
    expect(ask(test({ AWS: account }), "sts:AssumeRole", `${role}2`)).toBe("closed");
  });
});
