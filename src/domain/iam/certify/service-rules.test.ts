import { describe, expect, it } from "vitest";
import type { CaseTree, ServiceRuleId } from "../prove/certificate.ts";
import { checkCertificate } from "./check-certificate.ts";
import { aliceArn, document, subjectForTest, type TestSubject } from "./subject-for-test.ts";

const everywhere = [{ kind: "none" }, { kind: "arn", pattern: "arn:*:*:*:*:*" }];
const admin = document({ Effect: "Allow", Action: "*", Resource: "*" });

function check(rule: ServiceRuleId, action: string, mfa: string, test: TestSubject, tree?: CaseTree): string {
  const cell = { mfa, age: mfa === "true" ? { min: 0, max: null } : null };
  const given = { actions: [action], cell, resources: everywhere, tree: tree ?? { kind: "service-rule", rule } };
  return checkCertificate(subjectForTest({ identity: [admin], ...test }), given).status;
}

describe("service rules", () => {
  const root = { arn: "arn:aws:iam::111122223333:root", kind: "root" } as const;
  const rows: readonly (readonly [ServiceRuleId, string, string, TestSubject, string])[] = [
    ["session-token-iam-needs-mfa", "iam:createuser", "false", { credential: "session-token" }, "accepted"],
    ["session-token-iam-needs-mfa", "iam:<other>", "false", { credential: "session-token" }, "accepted"],
    ["session-token-iam-needs-mfa", "s3:getobject", "false", { credential: "session-token" }, "refused"],
    ["session-token-iam-needs-mfa", "iam:createuser", "true", { credential: "session-token-mfa" }, "refused"],
    ["session-token-iam-needs-mfa", "iam:createuser", "false", { credential: "session-token-console" }, "refused"],
    ["session-token-iam-needs-mfa", "iam:createuser", "absent", { credential: "user-key" }, "refused"],
    ["session-token-sts", "sts:getfederationtoken", "false", { credential: "session-token" }, "accepted"],
    ["session-token-sts", "sts:assumerole", "false", { credential: "session-token" }, "refused"],
    ["session-token-sts", "sts:getfederationtoken", "true", { credential: "session-token-mfa" }, "refused"],
    ["federation-token-no-iam", "iam:createuser", "absent", { credential: "federation-token" }, "accepted"],
    ["federation-token-no-iam", "iam:createuser", "absent", { credential: "federation-console" }, "refused"],
    ["federation-token-sts", "sts:assumerole", "absent", { credential: "federation-console" }, "accepted"],
    ["federation-token-sts", "sts:getcalleridentity", "absent", { credential: "federation-console" }, "refused"],
    [
      "federation-token-needs-long-term-key",
      "sts:getfederationtoken",
      "false",
      { credential: "session-token" },
      "accepted",
    ],
    ["federation-token-needs-long-term-key", "sts:getfederationtoken", "absent", { credential: "user-key" }, "refused"],
    [
      "session-token-needs-long-term-credentials",
      "sts:getsessiontoken",
      "false",
      { credential: "session-token" },
      "accepted",
    ],
    [
      "session-token-needs-long-term-credentials",
      "sts:getsessiontoken",
      "absent",
      { credential: "user-key" },
      "refused",
    ],
    ["root-cannot-assume", "sts:assumerole", "absent", { credential: "root-key", principal: root }, "accepted"],
    ["root-cannot-assume", "sts:assumerole", "absent", { credential: "user-key" }, "refused"],
  ];

  it.each(rows)("%s, %s, P %s, %j: %s", (rule, action, mfa, test, expected) => {
    expect(check(rule, action, mfa, test)).toBe(expected);
  });

  it("AWS-2023-001 reaches the own user only, and only who has a device", () => {
    const rule = "device-change-needs-mfa-session";
    const leaf = { kind: "service-rule", rule } as const;
    const identity = [document({ Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::*:user/${aws:username}" })];
    const pinned = [document({ Effect: "Allow", Action: "iam:*", Resource: aliceArn })];
    const tree: CaseTree = {
      kind: "split",
      atom: { statement: { layer: "identity", document: 0, statement: 0 }, part: "resource" },
      whenTrue: leaf,
      whenFalse: { kind: "no-grant", layers: ["identity"] },
    };
    const ask = (test: TestSubject, pattern: string, action = "iam:enablemfadevice"): string => {
      const resources = [{ kind: "arn", pattern }];
      const given = { actions: [action], cell: { mfa: "absent", age: null }, resources, tree };
      const checked = checkCertificate(subjectForTest(test), given);
      return checked.status === "accepted" ? "accepted" : checked.why;
    };
    const [here, anywhere] = ["arn:aws:iam::111122223333:user/*", "arn:aws:iam::*:user/*"];
    const refusal = "the rule device-change-needs-mfa-session does not refuse these requests";
    expect(ask({ identity, devices: 1 }, here)).toBe("accepted");
    expect(ask({ identity: pinned, devices: 8 }, anywhere)).toBe("accepted");
    expect(ask({ identity, devices: 1 }, anywhere)).toBe(refusal);
    expect(ask({ identity, devices: 0 }, here)).toBe(refusal);
    expect(ask({ identity }, here)).toBe(refusal);
    expect(ask({ identity, devices: 1, credential: "policy-text" }, here)).toBe(refusal);
    expect(ask({ identity, devices: 1 }, here, "iam:resyncmfadevice")).toBe(refusal);
    expect(ask({ identity, devices: 1 }, aliceArn)).toContain("no form admits");
    const others = [document({ Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::*:user/*" })];
    expect(ask({ identity: others, devices: 1 }, here)).toBe(refusal);
  });
});
