import { describe, expect, it } from "vitest";
import { CodedError } from "../domain/core/coded-error.ts";
import { organizationFileJsonSchema, parseOrganizationFile } from "./organization-file.ts";

const small = `
accounts:
  "111111111111":
    email: root@corp.example
    root: {password: {}}
`;

const large = `
partition: aws
organization: {id: o-abcdefghij, features: ALL, trusted: [iam.amazonaws.com, account.amazonaws.com],
  rootFeatures: [RootCredentialsManagement, RootSessions], delegates: {iam.amazonaws.com: ["222222222222"]}}
ous: {r-ab12: {scp: [p-FullAWSAccess, deny-contacts], children: {ou-ab12-prod0001: {scp: [p-FullAWSAccess]}}}}
policies: {deny-contacts: {type: SCP, document: {Version: "2012-10-17", Statement: []}}, deny-all: {type: resource, document: {Version: "2012-10-17", Statement: []}}}
accounts:
  "111111111111": {role: management, email: root@corp.example, ou: r-ab12, root: {password: {changed: 2023-04-02, value: "…"}, mfa: [{kind: fido}], keys: [], certs: []},
    contact: {phone: "+1 555 0100", verification: VERIFIED}, alternate: {security: sec@corp.example}}
  "222222222222": {email: root+del@corp.example, root: none}
  "333333333333": {email: root+pay@corp.example, ou: ou-ab12-prod0001, joined: CREATED, created: 2024-12-01, root: none, buckets: {pay-logs: {policy: deny-all}}, queues: {},
    principals: [{arn: role/ci, trust: oidc, policies: [AdministratorAccess]}], signin: {enabled: false}}
generate: {accounts: 5000, seed: 7, mix: {noPassword: 0.33, noMfa: 0.14, sharedMailbox: 0.5}}
`;

const mistake = (text: string) => {
  try {
    parseOrganizationFile(text, "org.yaml");
  } catch (error) {
    if (error instanceof CodedError) return { code: error.row.code, detail: error.detail, ...error.position };
    throw error;
  }
  throw new Error("accepted");
};

describe("the organization file", () => {
  it("is read with its defaults", () => {
    expect(parseOrganizationFile(small).accounts["111111111111"]).toMatchObject({
      joined: "CREATED",
      state: "ACTIVE",
      principals: [],
    });
    const file = parseOrganizationFile(large);
    expect(Object.keys(file.accounts)).toHaveLength(3);
    expect(file.organization?.policyTypes).toEqual({ SCP: "ENABLED", RCP: "ENABLED" });
  });

  it("refuses text that is no YAML, with its place", () => {
    expect(mistake("accounts: {")).toMatchObject({ code: "DEMO_FILE_NOT_YAML", file: "org.yaml", line: 1 });
    expect(mistake(`${small}accounts: {}`)).toMatchObject({ code: "DEMO_FILE_NOT_YAML", line: 6 });
  });

  it("refuses unknown keys, with the place of the key", () => {
    expect(mistake(small.replace("email:", "emial: x\n    email:"))).toMatchObject({
      code: "DEMO_FILE_INVALID",
      detail: "unknown key emial",
      line: 4,
      column: 5,
      path: "accounts.111111111111.emial",
    });
    expect(mistake(small.replace("{password: {}}", "{password: {}, mfa: [{kind: fido, colour: red}]}"))).toMatchObject({
      detail: "unknown key colour",
      path: "accounts.111111111111.root.mfa.0.colour",
      line: 5,
    });
  });

  it("refuses an account id that is no twelve digits", () => {
    expect(mistake(small.replace("111111111111", "1111"))).toMatchObject({ code: "DEMO_FILE_INVALID", line: 3 });
  });

  it.each([
    ["a policy of an OU", ["deny-contacts]", "deny-contact]"], "no SCP deny-contact under policies"],
    ["an OU", ["ou: ou-ab12-prod0001", "ou: ou-ab12-prod0009"], "no OU ou-ab12-prod0009"],
    ["a managed policy", ["[AdministratorAccess]", "[AdminAccess]"], "no managed policy AdminAccess"],
    ["a bucket policy", ["policy: deny-all", "policy: deny-some"], "no document deny-some under policies"],
    ["a trust word", ["trust: oidc", "trust: anybody"], "no document anybody under policies"],
    ["a delegate", ['["222222222222"]', '["999999999999"]'], "999999999999 is no member"],
    ["the management account", ["role: management, ", ""], "exactly one account has role: management"],
    [
      "a document with an unknown element",
      ["Statement: []}}, deny-all", "Statement: [{Efect: Deny}]}}, deny-all"],
      "Unsupported element in statement: Efect",
    ],
  ])("refuses %s that leads nowhere", (_, [from = "", to = ""], detail) => {
    expect(large).toContain(from);
    expect(mistake(large.replace(from, to))).toMatchObject({ code: "DEMO_FILE_REFERENCE", detail, file: "org.yaml" });
  });

  it("refuses what a kind of principal cannot have, and the same name twice", () => {
    const of = (principals: string) =>
      mistake(small.replace("root: {password: {}}", `root: {password: {}}\n    principals: ${principals}`));
    expect(of("[{arn: role/a}]")).toMatchObject({ detail: "a role needs trust" });
    expect(of("[{arn: group/a, keys: [{}]}]")).toMatchObject({ detail: "a group has no keys" });
    expect(of("[{arn: user/a, trust: oidc}]")).toMatchObject({ detail: "a user has no trust" });
    expect(of("[{arn: user/a}, {arn: user/b/A}]")).toMatchObject({ detail: "user/a is there twice" });
  });

  it("refuses OUs below the fifth level", () => {
    const nested = (depth: number): string =>
      depth === 0 ? "{}" : `{children: {ou-ab12-level00${depth}: ${nested(depth - 1)}}}`;
    const of = (depth: number) =>
      large.replace(/^ous: .*$/m, `ous: {r-ab12: ${nested(depth)}}`).replace("ou: ou-ab12-prod0001, ", "");
    expect(Object.keys(parseOrganizationFile(of(5)).ous)).toEqual(["r-ab12"]);
    expect(mistake(of(6))).toMatchObject({ detail: "OUs are at most five levels deep" });
  });

  it("gives a password to every root outside a member", () => {
    expect(mistake(small.replace("{password: {}}", "none"))).toMatchObject({
      detail: "the root of a management or standalone account has a password",
    });
  });

  it("has a JSON Schema that refuses unknown keys", () => {
    const schema = organizationFileJsonSchema();
    expect(schema).toMatchObject({ type: "object", additionalProperties: false, required: ["accounts"] });
  });
});
