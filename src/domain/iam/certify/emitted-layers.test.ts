import { describe, expect, it } from "vitest";
import { prover } from "../prove/prover.ts";
import { certified } from "./refusals-for-test.ts";
import { account, document, subjectForTest, type TestSubject } from "./subject-for-test.ts";

const engine = prover();
const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const role = { arn: `arn:aws:iam::${account}:role/ci`, kind: "role", tags: { team: "a" } } as const;
const root = { arn: `arn:aws:iam::${account}:root`, kind: "root" } as const;
const own = { AWS: account };
const held = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const revoked = { DateLessThan: { "aws:TokenIssueTime": "2026-06-01T00:00:00Z" } };
const bucket = "arn:aws:s3:::b";

const cases: readonly (readonly [string, TestSubject])[] = [
  [
    "a level that allows one service",
    { identity: [document(admin)], scps: [[document({ ...admin, Action: "s3:*" })]] },
  ],
  ["a boundary with a condition", { identity: [document(admin)], boundary: [document({ ...admin, Condition: held })] }],
  [
    "a trust policy that wants MFA",
    {
      identity: [document(admin)],
      resource: {
        kind: "trust",
        policy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: own, Condition: held }),
        arns: [role.arn],
      },
    },
  ],
  [
    "a bucket policy that delegates",
    {
      identity: [document({ Effect: "Allow", Action: "s3:PutObject", Resource: "*" })],
      resource: {
        kind: "resource",
        policy: document({ Effect: "Allow", Action: "s3:GetObject", Principal: own, Resource: `${bucket}/*` }),
        arns: [bucket, `${bucket}/*`],
      },
    },
  ],
  [
    "a role whose sessions were revoked",
    {
      principal: role,
      credential: "role-session",
      identity: [document(admin, { ...admin, Effect: "Deny", Condition: revoked })],
    },
  ],
  [
    "a role named by its ARN",
    {
      principal: role,
      credential: "role-session",
      identity: [document({ ...admin, Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/c*" } } })],
    },
  ],
  [
    "root under a service control policy",
    {
      principal: root,
      credential: "root-key",
      scps: [[document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })]],
    },
  ],
  [
    "a root session",
    { principal: root, credential: "assume-root", session: [document({ ...admin, Action: "iam:*" })] },
  ],
];

describe("every certificate of the prover is accepted", () => {
  it.each(cases)("with %s", (_name, test) => {
    const subject = subjectForTest(test);
    const { accepted, refusals } = certified(subject, engine.prove(subject));
    expect(refusals).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
  });
});
