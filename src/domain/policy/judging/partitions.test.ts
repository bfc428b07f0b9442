import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import { prover } from "../../iam/prove/prover.ts";
import { gaps } from "../gap-registry.ts";
import { judge } from "./judge.ts";
import { partitionsOf } from "./partitions-of.ts";
import { viewsOf } from "./views-of.ts";
import { withoutMfa } from "./without-mfa.ts";

const engine = prover();
const P = "aws:MultiFactorAuthPresent";
const doc = (...Statement: readonly unknown[]): unknown => ({ Version: "2012-10-17", Statement });
/** P08: the own device may be switched off, and the guard exempts that. */
const deactivation = (partition: string): unknown =>
  doc(
    { Effect: "Allow", Action: "iam:DeactivateMFADevice", Resource: `arn:${partition}:iam::*:user/\${aws:username}` },
    {
      Effect: "Deny",
      NotAction: ["iam:EnableMFADevice", "iam:DeactivateMFADevice"],
      Resource: "*",
      Condition: { BoolIfExists: { [P]: "false" } },
    },
  );

const viewsFor = (json: unknown, as: PolicyKind = "identity") =>
  viewsOf(engine, {
    as,
    documents: [{ name: "document", policy: parsePolicy(json, as) }],
    isBesideAdmin: false,
    devices: "unknown",
    instant: Date.UTC(2026, 10, 1),
  });

const hitsOf = (json: unknown, as: PolicyKind = "identity") =>
  judge(viewsFor(json, as), gaps).map(({ gap, hit }) => `${gap.pitfall} ${hit.verdict} ${hit.action}`);

describe("whoever a document is judged for is of the partition that it names", () => {
  it.each(["aws", "aws-cn", "aws-us-gov"])("so a gap in %s is found", (partition) => {
    expect(viewsFor(deactivation(partition)).map(({ subject }) => subject.principal.arn)).toEqual([
      `arn:${partition}:iam::111122223333:user/alice`,
    ]);
    expect(hitsOf(deactivation(partition))).toContain("P08 gap iam:DeactivateMFADevice");
    expect(hitsOf(deactivation(partition))).toContain("P25 note iam:DeactivateMFADevice");
  });

  it("a trust policy that names an account of China is asked about callers and roles there", () => {
    const trust = doc({
      Effect: "Allow",
      Principal: { AWS: "arn:aws-cn:iam::111122223333:root" },
      Action: "sts:AssumeRole",
      Condition: { BoolIfExists: { [P]: "true" } },
    });
    const [hit] = judge(viewsFor(trust, "trust"), gaps);
    expect(hit?.hit.witness?.principal).toBe("arn:aws-cn:iam::111122223333:user/alice");
    expect(hit?.hit.witness?.resource).toMatch(/^arn:aws-cn:iam::111122223333:role\//);
    expect(hit?.replayed).toBe("allowed");
  });

  it("a document on two partitions is judged in both", () => {
    const both = doc(
      { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/*", "arn:aws-cn:s3:::a/*"] },
      { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::a/*", Condition: { BoolIfExists: { [P]: "false" } } },
    );
    expect(partitionsOf(parsePolicy(both, "identity"))).toEqual(["aws", "aws-cn"]);
  });

  it("ARNs in conditions decide only where no others stand, and never against aws", () => {
    const compared = (...arns: readonly string[]): unknown =>
      doc({ Effect: "Allow", Action: "*", Resource: "*", Condition: { ArnLike: { "aws:PrincipalArn": arns } } });
    const ofCompared = (...arns: readonly string[]) => partitionsOf(parsePolicy(compared(...arns), "identity"));
    expect(ofCompared("arn:aws-us-gov:iam::*:user/*")).toEqual(["aws-us-gov"]);
    expect(ofCompared("arn:aws-cn:iam::*:user/*", "arn:aws:iam::*:user/*")).toEqual(["aws"]);
    expect(ofCompared("arn:*:iam::*:user/*")).toEqual(["aws"]);
  });
});

describe("a guard in words that AWS does not know", () => {
  const guarded = (Condition: unknown): unknown =>
    doc(
      { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: "*", Condition },
    );

  it.each([{ BooolIfExists: { [P]: "false" } }, { BoolIfExists: { [P]: "no" } }])(
    "may hold nothing back: %j",
    (form) => {
      expect(hitsOf(guarded(form))).toContain("P01 may s3:GetObject");
    },
  );

  it("is not seen in a Deny that says nothing of MFA", () => {
    expect(hitsOf(guarded({ Booool: { "aws:SecureTransport": "false" } }))).toEqual([]);
  });
});

describe("what a trust policy leaves open", () => {
  it("is calls of STS, not what the caller's own policies allow on the role", () => {
    const trust = doc({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
    expect(withoutMfa(engine, viewsFor(trust, "trust")).actions).toEqual(["sts:AssumeRole"]);
  });
});
