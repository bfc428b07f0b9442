import { describe, expect, it } from "vitest";
import { checkCertificate } from "../certify/check-certificate.ts";
import type { CredentialKind } from "./credential-kind.ts";
import { historicPolicies } from "./historic-policies-for-test.ts";
import { prover } from "./prover.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";
import { answerFor } from "./verdicts-for-test.ts";

const engine = prover();
const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const doc = (...Statement: readonly object[]): unknown => ({ Version: "2012-10-17", Statement });

function verdicts(test: TestSubject, action: string): string {
  const { cells } = engine.prove(subjectForTest(test));
  return cells.map((cell) => answerFor(cell, action).verdict.slice(0, 1)).join("");
}

/** Kind, then the verdicts of an administrator per cell on five calls. Source: IAM user guide, "Compare STS credentials". */
const rights: readonly (readonly [CredentialKind, string, string, string, string, string])[] = [
  // kind, iam:CreateUser, s3:GetObject, sts:GetSessionToken, sts:GetFederationToken, sts:AssumeRole
  ["user-key", "o", "o", "o", "o", "o"],
  ["user-console", "o", "o", "c", "c", "o"],
  ["user-console-mfa", "o", "o", "c", "c", "o"],
  ["session-token", "c", "o", "c", "c", "o"],
  ["session-token-mfa", "o", "o", "c", "c", "o"],
  ["session-token-console", "m", "m", "c", "c", "m"],
  ["federation-token", "cc", "oo", "cc", "cc", "cc"],
  ["federation-console", "oo", "oo", "cc", "cc", "cc"],
  ["forwarded", "o", "o", "c", "c", "o"],
];

describe("credentials", () => {
  it.each(rights)("%s", (credential, createUser, getObject, sessionToken, federationToken, assumeRole) => {
    const test = { credential, devices: 0, identity: [doc(admin)] };
    const calls = ["iam:CreateUser", "s3:GetObject", "sts:GetSessionToken", "sts:GetFederationToken", "sts:AssumeRole"];
    const expected = [createUser, getObject, sessionToken, federationToken, assumeRole];
    expect(calls.map((action) => verdicts(test, action))).toEqual(expected);
  });

  it("GetCallerIdentity and GetSessionToken need no permission and no policy takes them away", () => {
    const test = { credential: "user-key" as const, identity: [doc({ Effect: "Deny", Action: "*", Resource: "*" })] };
    expect([verdicts(test, "sts:GetCallerIdentity"), verdicts(test, "sts:GetSessionToken")]).toEqual(["o", "o"]);
    expect(verdicts({ ...test, credential: "policy-text" }, "sts:GetSessionToken")).toBe("ccc");
  });

  it("root may do everything but assume roles, within the organization's policies", () => {
    const principal = { arn: "arn:aws:iam::111122223333:root", kind: "root" as const };
    const scps = [[doc(admin, { Effect: "Deny", Action: "s3:*", Resource: "*" })]];
    const test = { principal, scps, credential: "root-key" as const };
    expect([
      verdicts(test, "iam:CreateUser"),
      verdicts(test, "s3:GetObject"),
      verdicts(test, "sts:AssumeRole"),
    ]).toEqual(["o", "c", "c"]);
    expect(verdicts({ ...test, credential: "assume-root" }, "iam:CreateUser")).toMatch(/^m+$/);
  });

  it.each([
    [0, "o", "o"],
    [1, "c", "c"],
    ["unknown", "m", "m"],
  ] as const)(
    "with %s devices a key enables and deactivates own devices as AWS-2023-001 says",
    (devices, enable, deactivate) => {
      const own = "arn:aws:iam::*:user/${aws:username}";
      const grant = { Effect: "Allow", Action: ["iam:EnableMFADevice", "iam:DeactivateMFADevice"], Resource: own };
      const test = { credential: "user-key" as const, devices, identity: [doc(grant)] };
      expect([verdicts(test, "iam:EnableMFADevice"), verdicts(test, "iam:DeactivateMFADevice")]).toEqual([
        enable,
        deactivate,
      ]);
      // The rule speaks of own devices only.
      const others = { ...test, identity: [doc({ ...grant, Resource: "*" })] };
      expect(verdicts(others, "iam:DeactivateMFADevice")).toBe("o");
    },
  );

  it("a federated session has no user name: an Allow on the own user gives it nothing, a Deny does not reach it", () => {
    const own = "arn:aws:iam::*:user/${aws:username}";
    const test = { credential: "federation-console" as const, devices: 0 };
    const grant = { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: own };
    expect(verdicts({ ...test, identity: [doc(grant)] }, "iam:CreateAccessKey")).toBe("cc");
    expect(verdicts({ ...test, identity: [doc(admin, { ...grant, Effect: "Deny" })] }, "iam:CreateAccessKey")).toBe(
      "oo",
    );
  });

  it("every certificate of AWS's policies holds for the independent checker, whatever the credential", () => {
    for (const id of ["A", "C1", "G2", "K3", "L", "N2", "Q"]) {
      for (const credential of ["policy-text", "user-key", "session-token", "federation-console"] as const) {
        const subject = subjectForTest({ credential, devices: 1, identity: [doc(...(historicPolicies[id] ?? []))] });
        for (const { classes } of engine.prove(subject).cells) {
          for (const { answer } of classes) {
            if (answer.verdict !== "closed") continue;
            const checked = checkCertificate(subject, JSON.parse(JSON.stringify(answer.certificate())));
            expect([id, credential, checked.status === "refused" ? checked : "accepted"]).toEqual([
              id,
              credential,
              "accepted",
            ]);
          }
        }
      }
    }
  });
});
