import { describe, expect, it } from "vitest";
import { type Fact, seen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import { guardFactsOf } from "./guard-facts-of.ts";

const id = "222222222222";
const at = "2026-11-21T03:00:00Z";
const is = <T>(value: T) => seen(value, "test", at);
const enabled = (value: boolean) => is({ enabled: value, scope: null });
type Switch = Fact<{ enabled: boolean; scope: string | null }>;

/** A policy that refuses root from everywhere but one network. */
const policy = {
  Version: "2012-10-17",
  Statement: [
    ["signin:Authenticate", "signin:PrincipalArn"],
    [["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"], "aws:PrincipalArn"],
  ].map(([Action, key]) => ({
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action,
    Resource: "*",
    Condition: {
      NotIpAddressIfExists: { "aws:SourceIp": ["203.0.113.0/24"] },
      ArnLike: { [String(key)]: `arn:aws:iam::${id}:root` },
    },
  })),
};

function wallOf(
  kind: AccountFacts["kind"],
  own: Switch,
  ofOrganization: Switch | null,
  document: Record<string, unknown> = policy,
): string {
  const account: AccountFacts = { id, kind, signin: { configuration: own, policy: is(document) } };
  const organization: OrganizationFacts = {
    organization: unseen("not-asked"),
    rootFeatures: unseen("not-asked"),
    trustedAccess: unseen("not-asked"),
    delegates: {},
    roots: unseen("not-asked"),
    units: unseen("not-asked"),
    policies: unseen("not-asked"),
    delegationPolicy: unseen("not-asked"),
    signin: ofOrganization === null ? {} : { "o-abcdefghij": { configuration: ofOrganization } },
  };
  const guards = { scps: undefined, rcps: undefined, onPath: [], signinEnabled: false };
  return guardFactsOf(account, organization, guards, "aws").wall.account;
}

describe("the wall of an account's own sign-in policy", () => {
  it("stands where the account enabled it", () => {
    expect(wallOf("member", enabled(true), enabled(false))).toBe("network");
    expect(wallOf("standalone", enabled(true), null)).toBe("network");
  });

  it("is none where nobody enabled it", () => {
    expect(wallOf("member", enabled(false), enabled(false))).toBe("none");
    expect(wallOf("standalone", enabled(false), null)).toBe("none");
  });

  it("is not known where it covers one phase alone", () => {
    for (const one of policy.Statement) {
      expect(wallOf("member", enabled(true), enabled(false), { ...policy, Statement: [one] })).toBe("unknown");
    }
    expect(wallOf("member", enabled(true), enabled(false), { ...policy, Statement: [] })).toBe("none");
  });

  it("is not known where the organization alone enabled sign-in policies, or may have", () => {
    expect(wallOf("member", enabled(false), enabled(true))).toBe("unknown");
    expect(wallOf("management", enabled(false), enabled(true))).toBe("unknown");
    expect(wallOf("member", enabled(false), unseen("denied"))).toBe("unknown");
  });
});
