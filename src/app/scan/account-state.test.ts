import { describe, expect, it } from "vitest";
import { seen, unseen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../domain/snapshot/organization-facts.ts";
import { accountState } from "./account-state.ts";

const at = "2026-11-21T03:00:00Z";
const flag = (value: boolean) => seen(value, "iam:GetAccountSummary", at);
const organization: OrganizationFacts = {
  organization: unseen("not-asked"),
  rootFeatures: seen(["RootCredentialsManagement"], "iam:ListOrganizationsFeatures", at),
  trustedAccess: unseen("not-asked"),
  delegates: {},
  roots: unseen("not-asked"),
  units: unseen("not-asked"),
  policies: unseen("not-asked"),
  delegationPolicy: unseen("not-asked"),
  signin: {},
};

function cells(change: Partial<AccountFacts>): string[] {
  const account: AccountFacts = { id: "011122223333", kind: "member", ...change };
  return accountState(account, organization, null).cells.map((each) => `${each.label}: ${each.value} [${each.mark}]`);
}

describe("an account's state line", () => {
  it("says what root has, with source and time", () => {
    const account: AccountFacts = {
      id: "011122223333",
      kind: "member",
      name: seen("prod-payments", "organizations:ListAccounts", at),
      email: seen("root@corp.example", "organizations:ListAccounts", at),
      flags: { mfa: flag(true), password: flag(true), accessKeys: flag(false), certificates: flag(true) },
      devices: seen(
        [{ serial: "arn:aws:iam::011122223333:mfa/root-account-mfa-device", kind: "virtual", enabledAt: null }],
        "iam:ListMFADevices",
        at,
      ),
      devicesComplete: true,
      loginProfile: seen({ createdAt: "2023-04-02T10:00:00Z" }, "iam:GetLoginProfile", at),
      contact: seen({ PhoneNumber: "+1 555 0100" }, "account:GetContactInformation", at),
      contactVerification: seen("NOT_SUPPORTED", "account:GetContactInformation", at),
    };
    const state = accountState(account, organization, "Prod");
    expect(state.name).toBe("prod-payments");
    expect(state.cells.map((each) => [each.label, each.value, each.mark, each.note])).toEqual([
      ["password", "present", "bad", "since 2023-04-02"],
      ["MFA", "virtual x1", "good", null],
      ["access keys", "none", "good", null],
      ["X.509", "present", "bad", null],
      ["mailbox", "root@corp.example", "neutral", null],
      ["phone", "+1 555 0100", "neutral", "not supported"],
      ["central root access", "available", "good", null],
    ]);
    expect(state.cells[0]).toMatchObject({ source: "iam:GetAccountSummary", at });
  });

  it("never marks good what was not seen", () => {
    const state = accountState(
      { id: "011122223333", kind: "member", flags: { mfa: unseen("denied", "iam:GetAccountSummary") } },
      { ...organization, rootFeatures: unseen("denied") },
      null,
    );
    expect(state.cells.every((each) => each.mark === "unknown")).toBe(true);
    expect(state.cells[1]?.note).toBe("denied: iam:GetAccountSummary");
    expect(state.cells[0]?.note).toBe("not-asked");
  });

  it("does not call a missing MFA bad where nothing is left to protect", () => {
    const none = { mfa: flag(false), password: flag(false), accessKeys: flag(false), certificates: flag(false) };
    expect(cells({ flags: none })[1]).toBe("MFA: none [neutral]");
    expect(cells({ flags: { ...none, password: flag(true) } })[1]).toBe("MFA: none [bad]");
    expect(cells({ flags: { mfa: flag(false), password: flag(false) } })[1]).toBe("MFA: none [bad]");
    expect(cells({ flags: { mfa: flag(false) } })[1]).toBe("MFA: none [bad]");
  });

  it("does not read an empty list of virtual devices as no MFA", () => {
    const facts = {
      flags: { mfa: flag(true) },
      devices: seen([], "iam:ListVirtualMFADevices", at),
      devicesComplete: false,
    };
    expect(cells(facts)[1]).toBe("MFA: on [good]");
  });
});
