import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import type { Caller } from "./question.ts";
import { allow, deny, questionForTest, statement, type TestQuestion } from "./question-for-test.ts";

const one = "111111111111";
const two = "222222222222";
const user = `arn:aws:iam::${one}:user/alice`;
const role = `arn:aws:iam::${one}:role/Dev`;
const session = `arn:aws:sts::${one}:assumed-role/Dev/s1`;
const federated = `arn:aws:sts::${one}:federated-user/bob`;
const asSession: Partial<Caller> = { arn: session, kind: "role-session" };
const asFederated: Partial<Caller> = { arn: federated, kind: "federated-user", sessionOf: user };
const bucket = (Principal: unknown, Effect = "Allow") =>
  statement({ Effect, Principal, Action: "s3:*", Resource: "arn:aws:s3:::bucket/*" });
const narrow = [allow("ec2:*")];

function ask(test: TestQuestion): string {
  return decide(questionForTest(test)).decision;
}

describe("a grant by resource policy in the same account", () => {
  // Who is named, who calls; then the answer with no other policy, with a boundary and with a session policy that do not allow.
  const table: readonly (readonly [string, unknown, Partial<Caller>, string, string, string])[] = [
    ["the user", { AWS: user }, {}, "allowed", "allowed", "allowed"],
    ["the session", { AWS: session }, asSession, "allowed", "allowed", "allowed"],
    ["the federated session", { AWS: federated }, asFederated, "allowed", "allowed", "allowed"],
    ["the role of the session", { AWS: role }, asSession, "allowed", "implicitly-denied", "implicitly-denied"],
    [
      "the user behind a federated session",
      { AWS: user },
      asFederated,
      "implicitly-denied",
      "implicitly-denied",
      "implicitly-denied",
    ],
    ["the account by id", { AWS: one }, {}, "implicitly-denied", "implicitly-denied", "implicitly-denied"],
    [
      "the account by root ARN",
      { AWS: `arn:aws:iam::${one}:root` },
      asSession,
      "implicitly-denied",
      "implicitly-denied",
      "implicitly-denied",
    ],
    ["everybody", "*", {}, "allowed", "unknown", "unknown"],
    ["everybody as AWS star", { AWS: "*" }, asSession, "allowed", "unknown", "unknown"],
    [
      "a deleted user",
      { AWS: "AIDAEXAMPLEEXAMPLE123" },
      {},
      "implicitly-denied",
      "implicitly-denied",
      "implicitly-denied",
    ],
    ["a user of another name", { AWS: `${user}2` }, {}, "implicitly-denied", "implicitly-denied", "implicitly-denied"],
  ];
  it.each(table)("names %s", (_name, principal, caller, alone, withBoundary, withSession) => {
    const resourcePolicy = bucket(principal);
    expect(ask({ caller, resourcePolicy })).toBe(alone);
    expect(ask({ caller, resourcePolicy, boundary: narrow })).toBe(withBoundary);
    expect(ask({ caller, resourcePolicy, session: narrow })).toBe(withSession);
  });

  it("to the user behind a federated session is limited by its session policy, not by identity policies", () => {
    const resourcePolicy = bucket({ AWS: user });
    expect(ask({ caller: asFederated, resourcePolicy, session: [allow()] })).toBe("allowed");
    expect(ask({ caller: { arn: federated, kind: "federated-user" }, resourcePolicy, session: [allow()] })).toBe(
      "unknown",
    );
  });

  it("to the account delegates to identity policies, which suffice alone as well", () => {
    expect(ask({ identity: [allow()], resourcePolicy: bucket({ AWS: one }) })).toBe("allowed");
    expect(ask({ identity: [allow()] })).toBe("allowed");
    expect(ask({ identity: [allow()], boundary: narrow })).toBe("implicitly-denied");
  });

  it("loses to an explicit Deny of the resource policy", () => {
    for (const principal of ["*", { AWS: user }, { AWS: one }]) {
      expect(ask({ identity: [allow()], resourcePolicy: bucket(principal, "Deny") })).toBe("explicitly-denied");
    }
    expect(ask({ caller: asSession, identity: [allow()], resourcePolicy: bucket({ AWS: role }, "Deny") })).toBe(
      "explicitly-denied",
    );
  });

  it("names a role with a path only perhaps, because the session does not show the path", () => {
    const resourcePolicy = bucket({ AWS: `arn:aws:iam::${one}:role/team/Dev` });
    expect(ask({ caller: asSession, resourcePolicy })).toBe("unknown");
    const context = { "aws:PrincipalArn": `arn:aws:iam::${one}:role/team/Dev` };
    expect(ask({ caller: asSession, resourcePolicy, context })).toBe("allowed");
    const sessionOf = `arn:aws:iam::${one}:role/Dev`;
    expect(ask({ caller: { ...asSession, sessionOf }, resourcePolicy })).toBe("implicitly-denied");
  });

  it("by canonical user id is only possible: the caller's is not known, and an anonymous caller has none", () => {
    const resourcePolicy = bucket({
      CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    });
    expect(ask({ resourceAccount: two, identity: [allow()], resourcePolicy })).toBe("unknown");
    expect(ask({ caller: "anonymous", resourcePolicy })).toBe("implicitly-denied");
  });

  it("to one session of a role is only possible when the session's name is not known", () => {
    expect(ask({ caller: { arn: role, kind: "role" }, resourcePolicy: bucket({ AWS: session }) })).toBe("unknown");
  });
});

describe("a request to another account", () => {
  const abroad = { resourceAccount: two };
  it("needs both sides", () => {
    for (const principal of ["*", { AWS: user }, { AWS: one }]) {
      const resourcePolicy = bucket(principal);
      expect(ask({ ...abroad, identity: [allow()], resourcePolicy })).toBe("allowed");
      expect(ask({ ...abroad, resourcePolicy })).toBe("implicitly-denied");
      expect(ask({ ...abroad, identity: [allow()], resourcePolicy, boundary: narrow })).toBe("implicitly-denied");
      expect(ask({ ...abroad, identity: [allow()], resourcePolicy, session: narrow })).toBe("implicitly-denied");
    }
    expect(ask({ ...abroad, identity: [allow()] })).toBe("implicitly-denied");
    expect(ask({ ...abroad, identity: [allow()], resourcePolicy: bucket({ AWS: two }) })).toBe("implicitly-denied");
  });

  it("takes the account of the ARN when none is given", () => {
    const resource = `arn:aws:sqs:eu-west-1:${two}:queue`;
    expect(ask({ action: "sqs:SendMessage", resource, identity: [allow()] })).toBe("implicitly-denied");
    const here = `arn:aws:sqs:eu-west-1:${one}:queue`;
    expect(ask({ action: "sqs:SendMessage", resource: here, identity: [allow()] })).toBe("allowed");
    expect(
      ask({ action: "iam:GetPolicy", resource: "arn:aws:iam::aws:policy/ReadOnlyAccess", identity: [allow()] }),
    ).toBe("allowed");
  });

  it("is open to management for AssumeRoot, and only perhaps to others", () => {
    const asked = {
      action: "sts:AssumeRoot",
      resource: `arn:aws:iam::${two}:root`,
      identity: [allow("sts:AssumeRoot")],
    };
    expect(ask({ ...asked, caller: { management: true } })).toBe("allowed");
    expect(ask(asked)).toBe("unknown");
    expect(ask({ ...asked, identity: [] })).toBe("implicitly-denied");
    expect(ask({ ...asked, caller: { arn: `arn:aws:iam::${one}:root`, kind: "root", management: true } })).toBe(
      "implicitly-denied",
    );
  });
});

describe("policies that must allow even in the same account", () => {
  const trust = (Principal: unknown, more: object = {}) =>
    statement({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
  const assume = { action: "sts:AssumeRole", resource: `arn:aws:iam::${one}:role/Target` };
  const key = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${one}:key/k` };
  const keyPolicy = (Principal: unknown) => statement({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" });

  it("a trust policy that names the account delegates, one that names the principal is enough", () => {
    expect(ask({ ...assume, identity: [allow()], trust: trust({ AWS: one }) })).toBe("allowed");
    expect(ask({ ...assume, trust: trust({ AWS: one }) })).toBe("implicitly-denied");
    expect(ask({ ...assume, trust: trust({ AWS: user }) })).toBe("allowed");
    expect(ask({ ...assume, identity: [allow()], trust: trust({ AWS: role }) })).toBe("implicitly-denied");
    expect(ask({ ...assume, identity: [allow()] })).toBe("implicitly-denied");
  });

  it("a key policy likewise", () => {
    expect(ask({ ...key, identity: [allow()], resourcePolicy: keyPolicy({ AWS: `arn:aws:iam::${one}:root` }) })).toBe(
      "allowed",
    );
    expect(ask({ ...key, identity: [allow()], resourcePolicy: keyPolicy({ AWS: role }) })).toBe("implicitly-denied");
    expect(ask({ ...key, resourcePolicy: keyPolicy({ AWS: user }) })).toBe("allowed");
    expect(ask({ ...key, identity: [allow()] })).toBe("implicitly-denied");
    expect(
      ask({
        ...key,
        caller: { arn: `arn:aws:iam::${one}:root`, kind: "root" },
        resourcePolicy: keyPolicy({ AWS: one }),
      }),
    ).toBe("allowed");
    expect(
      ask({
        ...key,
        caller: { arn: `arn:aws:iam::${one}:root`, kind: "root" },
        resourcePolicy: keyPolicy({ AWS: role }),
      }),
    ).toBe("implicitly-denied");
    expect(ask({ ...key, action: "kms:ListKeys", resource: "*", identity: [allow()] })).toBe("allowed");
  });

  it("a trust policy admits services and identity providers by name", () => {
    const lambda: Partial<Caller> = { arn: "lambda.amazonaws.com", kind: "service", account: "" };
    expect(ask({ ...assume, caller: lambda, trust: trust({ Service: "lambda.amazonaws.com" }) })).toBe("allowed");
    expect(ask({ ...assume, caller: lambda, trust: trust({ Service: "ec2.amazonaws.com" }) })).toBe(
      "implicitly-denied",
    );
    const hosted = { ...lambda, account: one };
    const denyAccount = { Effect: "Deny", Principal: { AWS: one }, Action: "sts:AssumeRole" };
    const admitted = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    expect(ask({ ...assume, caller: hosted, trust: { Statement: [admitted, denyAccount] } })).toBe("allowed");
    const provider = `arn:aws:iam::${one}:oidc-provider/token.actions.githubusercontent.com`;
    const oidc = {
      action: "sts:AssumeRoleWithWebIdentity",
      resource: assume.resource,
      caller: { arn: provider, kind: "identity-provider" },
      trust: statement({
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:corp/*" } },
      }),
    } as const;
    const sub = "token.actions.githubusercontent.com:sub";
    expect(ask({ ...oidc, context: { [sub]: "repo:corp/app:ref:refs/heads/main" } })).toBe("allowed");
    expect(ask({ ...oidc, context: { [sub]: "repo:evil/app" } })).toBe("implicitly-denied");
    expect(ask({ ...oidc, caller: "anonymous", context: { [sub]: "repo:corp/app" } })).toBe("unknown");
  });

  it("needs both sides across accounts", () => {
    const abroad = { action: "sts:AssumeRole", resource: `arn:aws:iam::${two}:role/Target` };
    expect(ask({ ...abroad, trust: trust({ AWS: user }) })).toBe("implicitly-denied");
    expect(ask({ ...abroad, identity: [allow("sts:AssumeRole")], trust: trust({ AWS: user }) })).toBe("allowed");
    expect(ask({ ...abroad, identity: [allow("sts:AssumeRole")], trust: trust({ AWS: two }) })).toBe(
      "implicitly-denied",
    );
  });
});

describe("an anonymous caller", () => {
  it("gets what everybody gets", () => {
    expect(ask({ caller: "anonymous", resourcePolicy: bucket("*") })).toBe("allowed");
    expect(ask({ caller: "anonymous", resourcePolicy: bucket({ AWS: "*" }) })).toBe("allowed");
    expect(ask({ caller: "anonymous", resourcePolicy: bucket({ AWS: one }) })).toBe("implicitly-denied");
    expect(ask({ caller: "anonymous", identity: [allow()] })).toBe("implicitly-denied");
    expect(ask({ caller: "anonymous", resourcePolicy: bucket("*"), scps: [[deny()]] })).toBe("allowed");
    expect(ask({ caller: "anonymous", resourcePolicy: bucket("*"), rcps: [[allow(), deny("s3:*")]] })).toBe(
      "explicitly-denied",
    );
  });

  it("has the principal keys AWS documents for it", () => {
    const Condition = {
      StringEquals: { "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous" },
      Null: { "aws:PrincipalArn": "true" },
    };
    const resourcePolicy = statement({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*", Condition });
    expect(ask({ caller: "anonymous", resourcePolicy })).toBe("allowed");
  });
});

describe("NotPrincipal", () => {
  const except = (AWS: string[], Effect = "Deny") =>
    statement({ Effect, NotPrincipal: { AWS }, Action: "s3:*", Resource: "*" });
  const identity = [allow()];
  it.each([
    ["the user and its account", [user, one], {}, "allowed"],
    ["the user alone", [user], {}, "explicitly-denied"],
    ["the account alone", [one], {}, "explicitly-denied"],
    ["session, role and account", [session, role, one], asSession, "allowed"],
    ["session and account, not the role", [session, one], asSession, "explicitly-denied"],
    ["session and role, not the account", [session, role], asSession, "explicitly-denied"],
    ["role and account, not the session", [role, one], asSession, "unknown"],
    ["the role and its account", [role, one], { arn: role, kind: "role" }, "allowed"],
    ["everybody", ["*"], {}, "allowed"],
  ] as const)("with Deny, listing %s", (_name, list, caller, expected) => {
    expect(ask({ caller, identity, resourcePolicy: except([...list]) })).toBe(expected);
  });

  it("with Deny always hits a principal with a boundary", () => {
    const resourcePolicy = except([user, one]);
    expect(ask({ identity, resourcePolicy, boundary: [allow()] })).toBe("explicitly-denied");
    expect(ask({ identity, resourcePolicy, boundary: { unknown: "iam:GetPolicyVersion" } })).toBe("unknown");
    expect(ask({ identity, resourcePolicy, boundary: [] })).toBe("allowed");
  });

  it("with Deny hits anonymous callers", () => {
    expect(ask({ caller: "anonymous", resourcePolicy: except([user, one]) })).toBe("explicitly-denied");
  });

  it("with Allow grants to everybody else, anonymous callers too", () => {
    const resourcePolicy = except([`arn:aws:iam::${two}:user/eve`], "Allow");
    expect(ask({ resourcePolicy })).toBe("allowed");
    expect(ask({ caller: "anonymous", resourcePolicy })).toBe("allowed");
    expect(ask({ resourcePolicy: except([user], "Allow") })).toBe("implicitly-denied");
    expect(ask({ resourcePolicy: except([user, one], "Allow") })).toBe("implicitly-denied");
  });

  it("with Allow is not sure of a caller who is listed in part", () => {
    const away = { identity, resourceAccount: two };
    expect(ask({ resourcePolicy: except([one], "Allow") })).toBe("unknown");
    expect(ask({ ...away, resourcePolicy: except([user], "Allow") })).toBe("unknown");
    expect(ask({ ...away, resourcePolicy: except([user, one], "Allow") })).toBe("implicitly-denied");
    expect(ask({ ...away, resourcePolicy: except([two], "Allow") })).toBe("allowed");
  });
});
