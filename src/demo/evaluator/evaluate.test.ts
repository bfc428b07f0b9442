import { describe, expect, it } from "vitest";
import type { AuthorizeOptions } from "../aws-service.ts";
import { credentialsOf } from "../setup/credentials-of.ts";
import type { AccountEntry } from "../file/account-entry.ts";
import type { OrganizationFileInput } from "../organization-file.ts";
import { organizationFileOf } from "../organization-file.ts";
import { buildState } from "../state/build-state.ts";
import { PolicyDocument } from "../state/policy-document.ts";
import { rootPrincipal } from "../state/principal-of.ts";
import type { Principal } from "../state/principal.ts";
import { evaluate } from "./evaluate.ts";

type Written = Readonly<Record<string, unknown>>;

const management = "111111111111";
const member = "222222222222";
const other = "333333333333";
const statement = (members: Written): Written => ({ Effect: "Allow", Action: "*", Resource: "*", ...members });
const document = (...statements: readonly Written[]): Written => ({ Version: "2012-10-17", Statement: statements });
const deny = (members: Written) => statement({ Effect: "Deny", ...members });
const allow = (members: Written) => statement(members);
const resourcePolicy = (...statements: readonly Written[]) =>
  new PolicyDocument(JSON.stringify(document(...statements)));

interface World {
  readonly identity?: readonly Written[];
  readonly boundary?: readonly Written[];
  /** SCPs of the root, the OU and the account. */
  readonly scp?: readonly (readonly Written[] | null)[];
  readonly rcp?: readonly Written[];
  readonly role?: AccountEntry["principals"][number]["arn"];
}

/** Builds the smallest organization with these policies and answers for its only user (or role). */
function world({ identity = [], boundary, scp = [], rcp, role }: World) {
  const policies: NonNullable<OrganizationFileInput["policies"]> = {};
  const name = (id: string, type: "SCP" | "RCP" | "managed", statements: readonly Written[] | null | undefined) => {
    if (statements === null || statements === undefined) return undefined;
    policies[id] = { type, document: document(...statements) };
    return id;
  };
  const level = (index: number) => {
    const named = name(`scp-${index}`, "SCP", scp[index]);
    return named === undefined ? {} : { scp: [named] };
  };
  const bounded = name("boundary", "managed", boundary);
  const reaching = name("rcp", "RCP", rcp);
  const state = buildState(
    organizationFileOf({
      organization: { id: "o-evaluate00" },
      ous: { "r-eval": { ...level(0), children: { "ou-eval-unit0000": level(1) } } },
      policies,
      accounts: {
        [management]: { role: "management", email: "m@corp.example", root: { password: {} } },
        [member]: {
          email: "a@corp.example",
          ou: "ou-eval-unit0000",
          ...level(2),
          ...(reaching === undefined ? {} : { rcp: [reaching] }),
          root: "none",
          principals: [
            {
              arn: role ?? "user/u",
              ...(role === undefined ? { tags: { team: "a" } } : { trust: "account" }),
              inline: { p: document(...identity) },
              ...(bounded === undefined ? {} : { boundary: bounded }),
            },
          ],
        },
        [other]: { email: "b@corp.example", root: "none" },
      },
    }),
  );
  const account = (id: string) => {
    const found = [...state.accounts.values()].find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };
  const arn = `arn:aws:iam::${member}:${role ?? "user/u"}`;
  const { accessKeyId } = credentialsOf(state, arn);
  const caller = state.credentials.find(accessKeyId)?.principal;
  if (caller === undefined) throw new Error(arn);
  const ask = (action: string, resource = "*", options: AuthorizeOptions = {}, by: Principal = caller) => {
    const decision = evaluate(state, by, action, resource, { region: "us-east-1", sourceIp: "10.0.0.1" }, options);
    return decision.allowed
      ? "allowed"
      : decision.message.slice(decision.message.indexOf(resource) + resource.length + 1);
  };
  return { ask, state, account };
}

const byIdentity = "because no identity-based policy allows the";

describe("the pretend AWS's evaluator", () => {
  it.each<[string, readonly Written[], string, string, string]>([
    ["nothing", [], "s3:GetObject", "*", `${byIdentity} s3:GetObject action`],
    ["a wildcard in the action", [allow({ Action: "s3:Get*" })], "s3:GetObject", "*", "allowed"],
    ["another case in the action", [allow({ Action: "S3:getobject" })], "s3:GetObject", "*", "allowed"],
    ["one character", [allow({ Action: "s3:GetObjec?" })], "s3:GetObject", "*", "allowed"],
    ["NotAction", [allow({ Action: undefined, NotAction: "iam:*" })], "s3:GetObject", "*", "allowed"],
    [
      "NotAction that names it",
      [allow({ Action: undefined, NotAction: "s3:*" })],
      "s3:GetObject",
      "*",
      `${byIdentity} s3:GetObject action`,
    ],
    ["a resource", [allow({ Resource: "arn:aws:s3:::a/*" })], "s3:GetObject", "arn:aws:s3:::a/b", "allowed"],
    [
      "another resource",
      [allow({ Resource: "arn:aws:s3:::a/*" })],
      "s3:GetObject",
      "arn:aws:s3:::b/b",
      `${byIdentity} s3:GetObject action`,
    ],
    [
      "NotResource",
      [allow({ Resource: undefined, NotResource: "arn:aws:s3:::a/*" })],
      "s3:GetObject",
      "arn:aws:s3:::b",
      "allowed",
    ],
    [
      "Deny beside Allow",
      [allow({}), deny({ Action: "s3:*" })],
      "s3:GetObject",
      "*",
      "with an explicit deny in an identity-based policy",
    ],
    [
      "a policy variable",
      [allow({ Resource: "arn:aws:s3:::${aws:username}" })],
      "s3:GetObject",
      "arn:aws:s3:::u",
      "allowed",
    ],
    [
      "a variable without value",
      [allow({ Resource: "arn:aws:s3:::${aws:absent}" })],
      "s3:GetObject",
      "arn:aws:s3:::",
      `${byIdentity} s3:GetObject action`,
    ],
  ])("answers for %s", (_, identity, action, resource, expected) => {
    const clean = identity.map((one) =>
      Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
    );
    expect(world({ identity: clean }).ask(action, resource)).toBe(expected);
  });

  const key = "test:key";
  it.each<[string, Written, AuthorizeOptions["context"], boolean]>([
    ["StringEquals", { StringEquals: { [key]: "a" } }, { [key]: "a" }, true],
    ["StringEquals in another case", { StringEquals: { [key]: "a" } }, { [key]: "A" }, false],
    ["StringEquals of an absent key", { StringEquals: { [key]: "a" } }, {}, false],
    ["StringEqualsIfExists of an absent key", { StringEqualsIfExists: { [key]: "a" } }, {}, true],
    ["StringNotEquals of an absent key", { StringNotEquals: { [key]: "a" } }, {}, true],
    ["StringNotEquals of any of two", { StringNotEquals: { [key]: ["a", "b"] } }, { [key]: "b" }, false],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { [key]: "A" } }, { [key]: "a" }, true],
    ["StringLike", { StringLike: { [key]: "a*c" } }, { [key]: "abc" }, true],
    ["StringNotLike", { StringNotLike: { [key]: "a*c" } }, { [key]: "abc" }, false],
    ["a key in another case", { StringEquals: { "TEST:Key": "a" } }, { [key]: "a" }, true],
    ["ArnLike", { ArnLike: { [key]: "arn:*:iam::*:root" } }, { [key]: "arn:aws:iam::1:root" }, true],
    [
      "ArnLike with a star that would cross a colon",
      { ArnLike: { [key]: "arn:*:root" } },
      { [key]: "arn:aws:iam::1:root" },
      false,
    ],
    ["ArnNotLike of an absent key", { ArnNotLike: { [key]: "arn:*" } }, {}, true],
    ["Bool", { Bool: { [key]: "true" } }, { [key]: "True" }, true],
    ["Bool of an absent key", { Bool: { [key]: "false" } }, {}, false],
    ["BoolIfExists of an absent key", { BoolIfExists: { [key]: false } }, {}, true],
    ["Null true", { Null: { [key]: "true" } }, {}, true],
    ["Null false", { Null: { [key]: "false" } }, {}, false],
    ["NumericLessThan", { NumericLessThan: { [key]: "10" } }, { [key]: "9" }, true],
    ["NumericLessThan compares numbers, not text", { NumericLessThan: { [key]: "10" } }, { [key]: "9.5" }, true],
    ["NumericGreaterThanEquals of no number", { NumericGreaterThanEquals: { [key]: "1" } }, { [key]: "x" }, false],
    [
      "DateGreaterThan",
      { DateGreaterThan: { [key]: "2026-01-01T00:00:00Z" } },
      { [key]: "2026-01-02T00:00:00Z" },
      true,
    ],
    ["IpAddress", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, {}, true],
    ["NotIpAddress", { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8", "192.0.2.1"] } }, {}, false],
    ["IpAddress of a broken range", { IpAddress: { "aws:SourceIp": "10.0.0.0/99" } }, {}, false],
    ["a literal star", { StringLike: { [key]: "a${*}" } }, { [key]: "ab" }, false],
    ["a literal star itself", { StringLike: { [key]: "a${*}" } }, { [key]: "a*" }, true],
    ["a literal star compared exactly", { StringEquals: { [key]: "a${*}${?}${$}" } }, { [key]: "a*?$" }, true],
    ["ArnLike on what is no ARN", { ArnLike: { [key]: "*" } }, { [key]: "a" }, false],
    ["ArnNotLike on what is no ARN", { ArnNotLike: { [key]: "a" } }, { [key]: "a" }, true],
    ["ForAnyValue of empty text", { "ForAnyValue:StringLike": { [key]: "*" } }, { [key]: "" }, false],
    ["ForAllValues of empty text", { "ForAllValues:StringEquals": { [key]: "a" } }, { [key]: "" }, true],
    ["ForAnyValue", { "ForAnyValue:StringEquals": { [key]: ["a", "b"] } }, { [key]: ["z", "b"] }, true],
    ["ForAnyValue of an absent key", { "ForAnyValue:StringEquals": { [key]: ["a"] } }, {}, false],
    ["ForAnyValue with IfExists of an absent key", { "ForAnyValue:StringEqualsIfExists": { [key]: ["a"] } }, {}, false],
    ["StringEquals of several values", { StringEquals: { [key]: ["a", "b"] } }, { [key]: ["a", "b"] }, false],
    ["NumericLessThan of empty text", { NumericLessThan: { [key]: "1" } }, { [key]: "" }, false],
    ["a variable without value", { StringEquals: { [key]: "${test:absent}" } }, { [key]: "" }, false],
    ["a variable without value, negated", { StringNotEquals: { [key]: "${test:absent}" } }, { [key]: "" }, true],
    ["a variable", { StringEquals: { [key]: "${aws:username}" } }, { [key]: "u" }, true],
    ["a variable with a default", { StringEquals: { [key]: "${test:absent, 'd'}" } }, { [key]: "d" }, true],
    ["ForAllValues", { "ForAllValues:StringEquals": { [key]: ["a", "b"] } }, { [key]: ["a", "z"] }, false],
    ["ForAllValues of an absent key", { "ForAllValues:StringEquals": { [key]: ["a"] } }, {}, true],
    ["two operators", { StringEquals: { [key]: "a" }, Null: { "test:other": "false" } }, { [key]: "a" }, false],
    ["a principal tag", { StringEquals: { "aws:PrincipalTag/team": "a" } }, {}, true],
    ["the organization", { StringEquals: { "aws:PrincipalOrgID": "o-evaluate00" } }, {}, true],
    [
      "the path in the organization",
      { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-evaluate00/r-eval/ou-eval-unit0000/*" } },
      {},
      true,
    ],
    ["an operator that does not exist", { StringAlmost: { [key]: "a" } }, { [key]: "a" }, false],
  ])("holds conditions: %s", (_, Condition, context, expected) => {
    const outcome = world({ identity: [allow({ Condition })] }).ask("s3:GetObject", "*", { context });
    expect(outcome === "allowed").toBe(expected);
  });

  it("asks every level for an SCP that allows, and any level for one that denies", () => {
    const identity = [allow({})];
    expect(world({ identity, scp: [[allow({})], [allow({})], [allow({})]] }).ask("s3:GetObject")).toBe("allowed");
    const missing = "because no service control policy allows the s3:GetObject action";
    for (const index of [0, 1, 2]) {
      const scp = [0, 1, 2].map((level) => (level === index ? [allow({ Action: "ec2:*" })] : null));
      expect(world({ identity, scp }).ask("s3:GetObject")).toBe(missing);
      const denying = [0, 1, 2].map((level) => (level === index ? [allow({}), deny({ Action: "s3:*" })] : null));
      expect(world({ identity, scp: denying }).ask("s3:GetObject")).toBe(
        "with an explicit deny in a service control policy",
      );
    }
  });

  it("binds members' root by SCPs, and management by none", () => {
    const { ask, state, account } = world({ scp: [[allow({}), deny({ Action: "iam:*" })]] });
    const rootOf = (id: string) => rootPrincipal(state, account(id), { kind: "key" });
    expect(ask("iam:CreateUser", "*", {}, rootOf(member))).toBe("with an explicit deny in a service control policy");
    expect(ask("iam:CreateUser", "*", {}, rootOf(management))).toBe("allowed");
    expect(ask("s3:GetObject", "*", {}, rootOf(member))).toBe("allowed");
  });

  it("leaves service-linked roles out of SCPs", () => {
    const scp = [[deny({})]];
    const linked = world({ identity: [allow({})], scp, role: "role/aws-service-role/x.amazonaws.com/linked" });
    expect(linked.ask("s3:GetObject")).toBe("allowed");
    expect(world({ identity: [allow({})], scp, role: "role/plain" }).ask("s3:GetObject")).toContain(
      "service control policy",
    );
  });

  it("tells a root that was assumed by its condition key", () => {
    const Condition = {
      ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
      BoolIfExists: { "aws:AssumedRoot": "false" },
    };
    const { ask, state, account } = world({ scp: [[allow({}), deny({ Condition })]] });
    const assumed = rootPrincipal(state, account(member), {
      kind: "assume-root",
      task: "IAMAuditRootUserCredentials",
      by: "x",
    });
    expect(ask("iam:GetUser", "*", {}, assumed)).toBe("allowed");
    expect(ask("iam:getuser", "*", {}, assumed)).toBe("allowed");
    expect(ask("iam:GetUser", "*", {}, rootPrincipal(state, account(member), { kind: "key" }))).toContain(
      "explicit deny",
    );
    expect(ask("iam:CreateUser", "*", {}, assumed)).toBe("with an explicit deny in a session policy");
  });

  it("lets a boundary limit identity policies but not a policy that names the user", () => {
    const boundary = [allow({ Action: "s3:*" })];
    const named = resourcePolicy(allow({ Principal: { AWS: `arn:aws:iam::${member}:user/u` } }));
    const { ask } = world({ identity: [allow({})], boundary });
    expect(ask("s3:GetObject")).toBe("allowed");
    expect(ask("sqs:SendMessage")).toBe("because no permissions boundary allows the sqs:SendMessage action");
    expect(ask("sqs:SendMessage", "*", { resourcePolicy: named })).toBe("allowed");
  });

  it("asks both sides across accounts, and one side within one", () => {
    const ofUser = resourcePolicy(allow({ Principal: { AWS: `arn:aws:iam::${member}:user/u` } }));
    const ofAccount = resourcePolicy(allow({ Principal: { AWS: member } }));
    const without = world({});
    expect(without.ask("s3:GetObject", "*", { resourcePolicy: ofUser })).toBe("allowed");
    expect(without.ask("s3:GetObject", "*", { resourcePolicy: ofAccount })).toContain(byIdentity);
    const away = { resourcePolicy: ofUser, resourceAccount: without.account(other) };
    expect(without.ask("s3:GetObject", "*", away)).toContain(byIdentity);
    const identity = world({ identity: [allow({})] });
    expect(identity.ask("s3:GetObject", "*", { ...away, resourceAccount: identity.account(other) })).toBe("allowed");
    expect(identity.ask("s3:GetObject", "*", { resourcePolicy: null, resourceAccount: identity.account(other) })).toBe(
      "because no resource-based policy allows the s3:GetObject action",
    );
  });

  it("obeys a Deny in a resource policy, which root of the owner may pass where the service says so", () => {
    const closed = resourcePolicy(deny({ Principal: "*" }));
    const { ask, state, account } = world({ identity: [allow({})] });
    const refusal = "with an explicit deny in a resource-based policy";
    expect(ask("s3:GetBucketPolicy", "*", { resourcePolicy: closed })).toBe(refusal);
    const root = rootPrincipal(state, account(member), { kind: "key" });
    expect(ask("s3:GetBucketPolicy", "*", { resourcePolicy: closed }, root)).toBe(refusal);
    expect(ask("s3:GetBucketPolicy", "*", { resourcePolicy: closed, rootPassesResourceDeny: true }, root)).toBe(
      "allowed",
    );
    expect(ask("s3:GetBucketPolicy", "*", { resourcePolicy: closed, rootPassesResourceDeny: true })).toBe(refusal);
  });

  it("reads NotPrincipal as everybody else", () => {
    const but = resourcePolicy(deny({ NotPrincipal: { AWS: [`arn:aws:iam::${member}:user/u`, member] } }));
    const half = resourcePolicy(deny({ NotPrincipal: { AWS: `arn:aws:iam::${member}:user/u` } }));
    const all = resourcePolicy(deny({ NotPrincipal: { AWS: `arn:aws:iam::${member}:user/v` } }));
    const { ask } = world({ identity: [allow({})] });
    expect(ask("s3:GetObject", "*", { resourcePolicy: but })).toBe("allowed");
    expect(ask("s3:GetObject", "*", { resourcePolicy: all })).toContain("resource-based policy");
    expect(ask("s3:GetObject", "*", { resourcePolicy: half })).toContain("resource-based policy");
    const bounded = world({ identity: [allow({})], boundary: [allow({})] });
    expect(bounded.ask("s3:GetObject", "*", { resourcePolicy: but })).toContain("resource-based policy");
  });

  it("reads NotPrincipal in an Allow as everybody else, a boundary apart", () => {
    const others = resourcePolicy(allow({ NotPrincipal: { AWS: [`arn:aws:iam::${member}:user/u`, member] } }));
    const fence = [allow({})];
    expect(world({}).ask("s3:GetObject", "*", { resourcePolicy: others })).toContain(byIdentity);
    expect(world({ boundary: fence }).ask("s3:GetObject", "*", { resourcePolicy: others })).toContain(byIdentity);
    const all = resourcePolicy(allow({ NotPrincipal: { AWS: other } }));
    expect(world({}).ask("s3:GetObject", "*", { resourcePolicy: all })).toBe("allowed");
  });

  it("grants by a star although the account is named beside it", () => {
    const both = resourcePolicy(allow({ Principal: { AWS: [member, "*"] } }));
    expect(world({}).ask("s3:GetObject", "*", { resourcePolicy: both })).toBe("allowed");
  });

  it("reads variables as text before version 2012-10-17", () => {
    const text = JSON.stringify({
      Version: "2008-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::${aws:username}" }],
    });
    const { ask } = world({ identity: [allow({})] });
    expect(ask("s3:GetObject", "arn:aws:s3:::u", { resourcePolicy: new PolicyDocument(text) })).toBe("allowed");
    const now = new PolicyDocument(text.replace("2008-10-17", "2012-10-17"));
    expect(ask("s3:GetObject", "arn:aws:s3:::u", { resourcePolicy: now })).toContain("resource-based policy");
  });

  it("lets a wildcard cross colons in Allow and not in Deny", () => {
    const pattern = "arn:aws:*:user/u";
    const resource = `arn:aws:iam::${member}:user/u`;
    expect(world({ identity: [allow({ Resource: pattern })] }).ask("iam:GetUser", resource)).toBe("allowed");
    expect(world({ identity: [allow({}), deny({ Resource: pattern })] }).ask("iam:GetUser", resource)).toBe("allowed");
    const whole = deny({ Resource: "arn:aws:iam::*:user/*" });
    expect(world({ identity: [allow({}), whole] }).ask("iam:GetUser", resource)).toContain("explicit deny");
  });

  it("reaches resources of members by RCPs, of the services that have them", () => {
    const rcp = [deny({ Principal: "*", Action: ["s3:*", "iam:*"] })];
    const { ask } = world({ identity: [allow({})], rcp });
    expect(ask("s3:GetObject")).toBe("with an explicit deny in a resource control policy");
    expect(ask("iam:GetUser")).toBe("allowed");
  });
});
