import { describe, expect, it } from "vitest";
import { adminsForTest, type TestAccount, type TestPrincipal } from "./model-for-test.ts";

const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const admin = doc({ Effect: "Allow", Action: "*", Resource: "*" });
const assume = doc({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
const mfa = (operator: string, value: string): object => ({
  Condition: { [operator]: { "aws:MultiFactorAuthPresent": value } },
});
const trust = (AWS: unknown, more: object = {}): object =>
  doc({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", ...more });
const account = "111122223333";
const other = "222222222222";
const service = doc({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
const role = (name: string, document: unknown, identity: readonly unknown[] = [admin]): TestPrincipal => ({
  name,
  trust: document,
  identity,
});
const alice: TestPrincipal = { name: "alice", identity: [assume] };
const who = (...principals: readonly TestPrincipal[]) => adminsForTest([{ principals }]);

describe("assuming a role", () => {
  it("that is administrator makes administrator", () => {
    expect(who(alice, role("adm", trust(account)))).toEqual({
      adm: "certain direct true",
      alice: "certain escalation true",
    });
  });

  it("takes an own Allow when the trust names the account, and none when it names the user", () => {
    const bob = { name: "bob" };
    expect(who(bob, role("adm", trust(account)))["bob"]).toBeUndefined();
    expect(who(bob, role("adm", trust(`arn:aws:iam::${account}:user/bob`)))["bob"]).toBe("certain escalation true");
    expect(who(bob, role("adm", service))["bob"]).toBeUndefined();
  });

  it("is refused by the caller's own Deny and by its boundary", () => {
    const denied = doc({ Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" });
    expect(who({ ...alice, identity: [assume, denied] }, role("adm", trust(account)))["alice"]).toBeUndefined();
    const boundary = [doc({ Effect: "Allow", Action: "s3:*", Resource: "*" })];
    expect(who({ ...alice, boundary }, role("adm", trust(account)))["alice"]).toBeUndefined();
  });

  it("chains", () => {
    const middle = role("middle", trust(account), [assume]);
    const last = role("last", trust(`arn:aws:iam::${account}:role/middle`));
    expect(who(alice, middle, last)).toEqual({
      last: "certain direct true",
      middle: "certain escalation true",
      alice: "certain escalation true",
    });
  });

  it("a guard on the user does not follow into the role", () => {
    const guard = doc({ Effect: "Deny", NotAction: "sts:AssumeRole", Resource: "*", ...mfa("BoolIfExists", "false") });
    expect(who({ ...alice, identity: [admin, guard] }, role("adm", trust(account)))["alice"]).toBe(
      "certain escalation true",
    );
  });

  it("a trust that demands MFA is met by an MFA session, and by no chained one", () => {
    const adm = role("adm", trust(account, mfa("Bool", "true")));
    // What such a session shows of its MFA, AWS does not say; here nothing asks for it.
    expect(who({ ...alice, devices: 1 }, adm)["alice"]).toBe("certain escalation false");
    expect(who(role("ci", service, [assume]), adm)["ci"]).toBeUndefined();
    // Made with a code, the session of the first role perhaps shows it.
    expect(who(role("middle", trust(account), [assume]), adm)["middle"]).toBe("may escalation false");
  });

  it("a trust that only refuses a false MFA key lets keys pass", () => {
    const adm = role("adm", trust(account, mfa("BoolIfExists", "true")));
    expect(who(alice, adm)["alice"]).toBe("certain escalation true");
    expect(who(role("ci", service, [assume]), adm)["ci"]).toBeUndefined();
  });

  it("a second statement without MFA is enough", () => {
    const both = doc(
      { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole", ...mfa("Bool", "true") },
      { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" },
    );
    expect(who(alice, role("adm", both))["alice"]).toBe("certain escalation true");
  });

  it("an external id is no obstacle to who knows it, and told in the request", () => {
    const adm = role("adm", trust(account, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }));
    expect(who(alice, adm)["alice"]).toBe("certain escalation true");
  });

  it("a guard on a role that only MFA opens is never met for sure", () => {
    const guard = doc({ Effect: "Deny", Action: "*", Resource: "*", ...mfa("BoolIfExists", "false") });
    expect(who(role("adm", trust(account), [admin, guard]))).toEqual({ adm: "may direct false" });
  });

  it("from another account takes both sides", () => {
    const foreign = { account: other, principals: [alice, { name: "bob" }] };
    const named = trust([`arn:aws:iam::${other}:user/alice`, `arn:aws:iam::${other}:user/bob`]);
    expect(adminsForTest([{ principals: [role("adm", named)] }, foreign])).toEqual({
      adm: "certain direct true",
      alice: "certain escalation true",
    });
    expect(adminsForTest([{ principals: [role("adm", trust(account))] }, foreign])["alice"]).toBeUndefined();
  });

  it("through another account and back", () => {
    const bridge = role("bridge", trust(account), [assume]);
    const back = role("adm", trust(other));
    const found = adminsForTest([{ principals: [alice, back] }, { account: other, principals: [bridge] }]);
    expect(found).toEqual({
      adm: "certain direct true",
      alice: "certain escalation true",
      bridge: "certain escalation true",
    });
  });

  it("is found from one account alone, however many accounts the way crosses", () => {
    const step = (id: string, from: string): TestAccount => ({
      account: id,
      principals: [{ name: `step-${id}`, trust: trust(from), identity: [assume] }],
    });
    const last = { account, principals: [role("adm", trust("300000000003"))] };
    const accounts = [
      last,
      step("300000000003", "200000000002"),
      step("200000000002", other),
      step("999999999999", other),
    ];
    const start = { account: other, principals: [alice] };
    const whole = adminsForTest([...accounts, start]);
    expect(whole["alice"]).toBe("certain escalation true");
    expect(adminsForTest([...accounts, start], undefined, account)).toEqual(whole);
  });

  it("a trust that is not known may admit anybody who may assume roles", () => {
    const strange = doc({
      Effect: "Allow",
      Principal: { AWS: account },
      Action: "sts:AssumeRole",
      Condition: { Odd: { a: "b" } },
    });
    expect(who(alice, role("adm", strange))["alice"]).toBe("may escalation may");
  });
});

describe("making a principal of one's own", () => {
  const team = "arn:aws:iam::*:user/team/*";
  const create = (...more: readonly string[]): object =>
    doc({ Effect: "Allow", Action: ["iam:CreateUser", "iam:CreateAccessKey", ...more], Resource: team });

  it("with everything allowed makes administrator", () => {
    expect(who({ name: "u", identity: [create("iam:AttachUserPolicy")] })["u"]).toBe("certain escalation true");
    expect(who({ name: "u", identity: [create("iam:PutUserPolicy")] })["u"]).toBe("certain escalation true");
    expect(who({ name: "u", identity: [create()] })["u"]).toBeUndefined();
    const roles = doc({
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:PutRolePolicy"],
      Resource: "arn:aws:iam::*:role/team/*",
    });
    expect(who({ name: "u", identity: [roles] })["u"]).toBe("certain escalation true");
  });

  it("is nothing where a boundary is demanded, or only another policy may be attached", () => {
    const only = (Action: string, Condition: object): object =>
      doc({ Effect: "Allow", Action, Resource: team, Condition });
    const bounded = only("iam:CreateUser", {
      StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/b" },
    });
    const rest = doc({ Effect: "Allow", Action: ["iam:PutUserPolicy", "iam:CreateAccessKey"], Resource: team });
    expect(who({ name: "u", identity: [bounded, rest] })["u"]).toBeUndefined();
    const reader = only("iam:AttachUserPolicy", {
      ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
    expect(who({ name: "u", identity: [create(), reader] })["u"]).toBeUndefined();
  });

  it("is bound by the organization's policies", () => {
    const scps = [[admin, doc({ Effect: "Deny", Action: "iam:CreateAccessKey", Resource: "*" })]];
    const principals = [{ name: "u", identity: [create("iam:AttachUserPolicy")] }];
    expect(adminsForTest([{ principals, scps }])["u"]).toBeUndefined();
    expect(adminsForTest([{ principals, scps, kind: "management" }])["u"]).toBe("certain escalation true");
  });
});
