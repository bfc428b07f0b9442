import { describe, expect, it } from "vitest";
import type { Finding } from "../../domain/core/finding.ts";
import { fingerprint } from "../../domain/core/fingerprint.ts";
import { instantOfMillis } from "../../domain/core/instant.ts";
import { applyWaivers } from "./apply-waivers.ts";
import type { Waiver } from "./waivers.ts";

const ask = {
  now: instantOfMillis(Date.UTC(2026, 10, 21, 23, 59)),
  unitsOf: (account: string) => (account === "111122223333" ? ["r-ab12", "ou-ab12-prod0001"] : ["r-ab12"]),
  helpOf: (id: string) => `https://help.example/${id}`,
  file: "rootward-waivers.yaml",
};

function finding(id: string, account: string, change: Partial<Finding> = {}): Finding {
  const resource = change.resource ?? "root-mailbox";
  return {
    id,
    fingerprint: fingerprint(id, account, resource, ""),
    account: { id: account, name: null, ou: "Prod/Payments" },
    resource,
    verdict: "fail",
    severity: "high",
    title: "",
    why: "",
    fix: "",
    help: "",
    evidence: [],
    reason: null,
    needs: null,
    firstSeen: "",
    lastSeen: "",
    waiver: null,
    standards: {},
    ...change,
  };
}

function waiver(change: Partial<Waiver>): Waiver {
  return { id: "mail-shared-mailbox", reason: "known", owner: "jane", expires: "2027-02-28", ...change };
}

const waivedAccounts = (result: { findings: readonly Finding[] }) =>
  result.findings
    .filter((each) => each.waiver !== null)
    .map((each) => `${each.id} ${each.account.id} ${each.resource}`);

describe("waivers", () => {
  const findings = [
    finding("mail-shared-mailbox", "111122223333"),
    finding("mail-shared-mailbox", "222233334444"),
    finding("mail-shared-mailbox", "111122223333", { resource: "other" }),
    finding("root-mfa", "111122223333"),
  ];

  it("match by id and account, and by resource where one is named", () => {
    const byAccount = applyWaivers(findings, [waiver({ accounts: ["111122223333"] })], ask);
    expect(waivedAccounts(byAccount)).toEqual([
      "mail-shared-mailbox 111122223333 root-mailbox",
      "mail-shared-mailbox 111122223333 other",
    ]);
    const exact = applyWaivers(findings, [waiver({ accounts: ["111122223333"], resource: "other" })], ask);
    expect(waivedAccounts(exact)).toEqual(["mail-shared-mailbox 111122223333 other"]);
  });

  it("match a unit by its id above the account, by its whole path or by a leading part of it", () => {
    expect(waivedAccounts(applyWaivers(findings, [waiver({ ou: "ou-ab12-prod0001" })], ask))).toHaveLength(2);
    expect(waivedAccounts(applyWaivers(findings, [waiver({ ou: "Prod" })], ask))).toHaveLength(3);
    expect(waivedAccounts(applyWaivers(findings, [waiver({ ou: "Prod/Pay" })], ask))).toHaveLength(0);
    const both = waiver({ ou: "Prod", accounts: ["222233334444"] });
    expect(waivedAccounts(applyWaivers(findings, [both], ask))).toHaveLength(1);
  });

  it("let the finding return after the last day, with a finding of their own per account", () => {
    const last = applyWaivers(findings, [waiver({ ou: "Prod", expires: "2026-11-21" })], ask);
    expect(waivedAccounts(last)).toHaveLength(3);
    const over = applyWaivers(findings, [waiver({ ou: "Prod", expires: "2026-11-20" })], ask);
    expect(waivedAccounts(over)).toHaveLength(0);
    const added = over.findings.filter((each) => each.id === "waiver-expired");
    expect(added.map((each) => [each.account.id, each.verdict, each.severity, each.resource])).toEqual([
      ["111122223333", "fail", "medium", "mail-shared-mailbox"],
      ["222233334444", "fail", "medium", "mail-shared-mailbox"],
    ]);
    expect(new Set(added.map((each) => each.fingerprint)).size).toBe(2);
  });

  it("prefer the one that lasts longest, so that a renewal beside the old entry holds", () => {
    const old = waiver({ ou: "Prod", expires: "2026-01-01" });
    const renewed = waiver({ ou: "Prod", owner: "bob", expires: "2027-03-01" });
    const result = applyWaivers(findings, [old, renewed], ask);
    expect(result.findings[0]?.waiver).toEqual({ reason: "known", owner: "bob", ticket: null, expires: "2027-03-01" });
    expect(result.findings.some((each) => each.id === "waiver-expired")).toBe(false);
  });

  it("never waive what is unknown, yet count as matching it", () => {
    const unseen = [
      finding("mail-shared-mailbox", "111122223333", { verdict: "unknown", reason: "denied", needs: "x" }),
    ];
    const result = applyWaivers(unseen, [waiver({ accounts: ["111122223333"] })], ask);
    expect(result.findings[0]?.waiver).toBeNull();
    expect(result.warnings).toEqual([]);
  });

  it("are warned about from 14 days before their end, and when they match nothing", () => {
    const warned = (expires: string) => applyWaivers(findings, [waiver({ ou: "Prod", expires })], ask).warnings;
    expect(warned("2026-12-06")).toEqual([]);
    expect(warned("2026-12-05")).toEqual([
      "waiver of mail-shared-mailbox for Prod ends in 14 days (2026-12-05); owner jane",
    ]);
    expect(warned("2026-11-21")).toEqual([
      "waiver of mail-shared-mailbox for Prod ends today (2026-11-21); owner jane",
    ]);
    expect(applyWaivers(findings, [waiver({ accounts: ["999999999999"] })], ask).warnings).toEqual([
      "waiver of mail-shared-mailbox for 999999999999 matches no finding: delete it from rootward-waivers.yaml",
    ]);
  });
});
