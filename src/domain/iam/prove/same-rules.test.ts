import { describe, expect, it } from "vitest";
import { checkCertificate } from "../certify/check-certificate.ts";
import { decide } from "../decide/decide.ts";
import { parsePolicy } from "../language/parse-policy.ts";
import type { CredentialKind } from "./credential-kind.ts";
import { callerArn } from "./facts/caller.ts";
import { prover } from "./prover.ts";
import { callerOf } from "./replay-for-test.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";

const engine = prover();
const account = "111122223333";
const arnOf = (name: string): string => `arn:aws:iam::${account}:${name}`;
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const nothing = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };
const principals: Readonly<Record<string, TestSubject["principal"]>> = {
  user: { arn: arnOf("user/alice"), kind: "user" },
  role: { arn: arnOf("role/build"), kind: "role" },
  root: { arn: arnOf("root"), kind: "root" },
};
const credentials: readonly (readonly [keyof typeof principals, CredentialKind])[] = [
  ["user", "user-key"],
  ["user", "federation-token"],
  ["user", "federation-console"],
  ["role", "role-session"],
  ["role", "role-chained"],
  ["root", "root-key"],
  ["root", "assume-root"],
];
const calls: readonly (readonly [string, string])[] = [
  ["sts:GetCallerIdentity", "*"],
  ["sts:GetSessionToken", "*"],
  ["sts:GetFederationToken", `arn:aws:sts::${account}:federated-user/x`],
  ["sts:AssumeRole", arnOf("role/x")],
  ["sts:AssumeRoot", "arn:aws:iam::222222222222:root"],
  ["sts:DecodeAuthorizationMessage", "*"],
  ["iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
  ["iam:CreatePolicyVersion", arnOf("policy/own")],
  ["iam:SetDefaultPolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
  ["iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
  ...["reserved/sso.amazonaws.com/AWSReservedSSO_admin", "service-role/ecs.amazonaws.com/AWSServiceRoleForECS"].flatMap(
    (path) =>
      [
        "AttachRolePolicy",
        "DetachRolePolicy",
        "PutRolePolicy",
        "DeleteRolePolicy",
        "PutRolePermissionsBoundary",
        "DeleteRolePermissionsBoundary",
        "UpdateAssumeRolePolicy",
        "DeleteRole",
        "GetRole",
        "TagRole",
      ].map((name) => [`iam:${name}`, arnOf(`role/aws-${path}`)] as const),
  ),
  ["iam:PutRolePolicy", arnOf("role/own")],
];

describe("the rules of services in the engine and in the concrete evaluator", () => {
  it.each(credentials)("agree for a %s with %s", (who, credential) => {
    for (const document of [everything, nothing]) {
      const session = credential === "federation-token" || credential === "federation-console";
      const test: TestSubject = {
        principal: principals[who] ?? {},
        credential,
        devices: 0,
        identity: [document],
        ...(session || credential === "assume-root" ? { session: [document] } : {}),
      };
      const subject = subjectForTest(test);
      for (const [action, resource] of calls) {
        const answers = engine.ask(subject, { action, resource: { arns: [resource] } });
        for (const { cell, answer } of answers) {
          const context = new Map(cell.mfa === "absent" ? [] : [["aws:multifactorauthpresent", [cell.mfa]]]);
          const { layers } = subject;
          const admitted = { name: "other side", policy: parsePolicy(trusting, "resource") };
          const isTaken = action === "sts:AssumeRole" || action === "sts:GetFederationToken";
          const { decision } = decide({
            caller: callerOf(subject, callerArn(subject)),
            layers: {
              identity: layers.identity,
              session: layers.session,
              resource: isTaken ? admitted : undefined,
            },
            ask: { action, resource, context, otherKeys: "absent" },
          });
          const place = `${action} ${resource} ${JSON.stringify(cell)} ${decision}`;
          if (answer.verdict === "open" && !engineKnowsMore(credential, action))
            expect(`${place} open`).toBe(`${place.replace(/ \S+$/, "")} allowed open`);
          if (answer.verdict !== "closed") continue;
          const checked = checkCertificate(subject, JSON.parse(JSON.stringify(answer.certificate())));
          expect(checked.status === "refused" ? `${place} ${checked.step} ${checked.why}` : "").toBe("");
          if (decision === "allowed") expect(engineKnowsMore(credential, action) ? "" : place).toBe("");
        }
      }
    }
  });

  it("name callers alike in an Allow with NotPrincipal", () => {
    const alice = arnOf("user/alice");
    const arns = ["arn:aws:s3:::b/*"];
    for (const listed of [
      [alice],
      [account],
      [alice, account],
      [arnOf("root")],
      [arnOf("user/bob")],
      [alice, arnOf("root")],
      ["222222222222"],
      [arnOf("role/build")],
    ]) {
      const Statement = [{ Effect: "Allow", NotPrincipal: { AWS: listed }, Action: "s3:*", Resource: "*" }];
      const document = { Version: "2012-10-17", Statement };
      const subject = subjectForTest({
        credential: "user-key",
        devices: 0,
        identity: [],
        resource: { kind: "resource", document, arns },
      });
      const [found] = engine.ask(subject, { action: "s3:GetObject" });
      const { decision } = decide({
        caller: callerOf(subject, alice),
        layers: { identity: [], resource: { name: "b", policy: parsePolicy(document, "resource") } },
        ask: { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: new Map(), otherKeys: "absent" },
      });
      const expected = {
        allowed: "open",
        unknown: "may",
        "implicitly-denied": "closed",
        "explicitly-denied": "closed",
      };
      expect([listed, found?.answer.verdict]).toEqual([listed, expected[decision]]);
    }
  });
});

const trusting = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "*", Resource: "*" }],
};

/** The concrete evaluator sees a federated session, but not whether it calls from a console. */
function engineKnowsMore(credential: CredentialKind, action: string): boolean {
  return credential.startsWith("federation-") && action.startsWith("iam:");
}
