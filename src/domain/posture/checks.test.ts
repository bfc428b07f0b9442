import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AccountView } from "./account-view.ts";
import type { Check } from "./check.ts";
import { checks } from "./registry.ts";
import { runCases } from "./selftest.ts";

const ids = `
  contact-alternate-billing contact-alternate-operations contact-alternate-same-as-root contact-alternate-security
  contact-phone-shared contact-phone-unverified contact-primary-baseline
  guard-rcp-signin guard-scp-contact-write guard-scp-email-update guard-scp-leave-org guard-scp-root-deny
  guard-scp-signin-delete guard-signin-management guard-signin-phases-complete
  mail-domain-dane mail-domain-dnssec mail-domain-expiry mail-domain-mta-sts mail-domain-mx mail-domain-starttls
  mail-domain-tls-rpt mail-mailbox-dedicated mail-mailbox-mfa mail-personal-or-free mail-plus-alias mail-shared-mailbox
  mfa-place-single
  org-central-root-credentials org-central-root-leftover org-central-root-sessions org-delegate-account
  org-delegate-iam org-feature-set org-standalone
  path-cheapest path-cut path-single-party
  recovery-security-questions
  root-key root-key-used root-mfa root-mfa-kind root-mfa-single-device root-password-age
  root-password-present-in-member root-recent-use root-x509
  role-trusts-outside
  user-beside-sso user-console-no-mfa user-key-age user-key-older-than-device user-key-unused user-writes-without-role
  who-assume-root who-change-email who-change-phone who-re-enable-recovery`
  .trim()
  .split(/\s+/);

// Where the question does not arise for some accounts.
const sometimesNotApplicable = `
  contact-alternate-same-as-root contact-phone-unverified guard-rcp-signin guard-scp-contact-write
  guard-scp-email-update guard-scp-leave-org guard-scp-root-deny guard-scp-signin-delete guard-signin-phases-complete
  mfa-place-single org-central-root-credentials org-central-root-leftover org-central-root-sessions
  org-delegate-account org-delegate-iam org-feature-set root-key-used root-mfa root-mfa-kind root-mfa-single-device
  root-password-age root-password-present-in-member user-beside-sso user-console-no-mfa user-key-age
  user-key-older-than-device user-key-unused user-writes-without-role`
  .trim()
  .split(/\s+/);

describe("the checks", () => {
  it("are exactly the 59, sorted by id", () => {
    expect(ids).toHaveLength(59);
    expect(checks.map((check) => check.id)).toEqual(ids.toSorted());
  });

  it("each live in the file of their name", () => {
    const files = readdirSync(new URL("checks/", import.meta.url)).map((name) => name.replace(/\.ts$/, ""));
    expect(files.toSorted()).toEqual(ids.toSorted());
  });

  it.each(checks.map((check) => [check.id, check] as const))("%s holds in all its cases", (_, check) => {
    expect(runCases(check).filter((result) => !result.holds)).toEqual([]);
  });

  it("each show a pass, a fail and what they do when data is missing", () => {
    for (const check of checks) {
      const kinds = new Set(check.cases.map((one) => one.expect));
      expect([check.id, kinds.has("pass"), kinds.has("fail"), kinds.has("unknown")]).toEqual([
        check.id,
        true,
        true,
        true,
      ]);
      if (sometimesNotApplicable.includes(check.id))
        expect([check.id, kinds.has("not-applicable")]).toEqual([check.id, true]);
    }
  });

  it("name every case once, and give an unknown its reason", () => {
    for (const check of checks) {
      const names = check.cases.map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
      for (const one of check.cases) expect(one.expect === "unknown").toBe(one.reason !== undefined);
    }
  });

  it("keep one resource for all verdicts, so that a finding keeps its fingerprint", () => {
    for (const check of checks) {
      const judged = check.cases.flatMap((one) => check.judge(one.view) ?? []);
      expect(new Set(judged.map((each) => `${each.resource} ${each.discriminator ?? ""}`)).size).toBe(1);
    }
  });

  it("give evidence with source and time, and what an unknown needs", () => {
    for (const check of checks) for (const one of check.cases) expectEvidence(check, one.view);
  });

  it("mark every whole mail address and phone number in evidence, and put none into sentences", () => {
    for (const check of checks) {
      for (const one of check.cases) {
        const judged = check.judge(one.view);
        if (judged === null) continue;
        for (const line of judged.evidence) {
          if (line.contact === undefined) expect(line.value).not.toMatch(/[^\s"]@[a-z]|\+1[ (5]/);
        }
        const needs = judged.verdict === "unknown" ? judged.needs : "";
        expect(`${judged.note ?? ""} ${needs}`).not.toMatch(/[^\s"]@[a-z]|\+1[ (5]/);
      }
    }
  });

  it("have texts that a person can act on", () => {
    expect(new Set(checks.map((check) => check.title)).size).toBe(59);
    for (const check of checks) {
      expect(check.title).toMatch(/^[A-Z].*[^.]$/);
      expect(check.why).toMatch(/^(["A-Z`]|[a-z]+:[A-Z]).*[.]$/);
      expect(check.fix).toMatch(/^["A-Z`].*[.]$/);
      expect(check.references.length).toBeGreaterThan(0);
      for (const need of check.needs) expect(need).toMatch(/^(iam|sts|account|organizations|signin):[A-Z][A-Za-z]+$/);
      for (const [placeholder] of `${check.why} ${check.fix}`.matchAll(/\{[a-z]+\}/g)) {
        expect(["{account}", "{partition}"]).toContain(placeholder);
      }
      expect(`${check.why} ${check.fix}`).not.toMatch(/arn:aws|compliant|undefined/);
    }
  });
});

function expectEvidence(check: Check, view: AccountView): void {
  const judged = check.judge(view);
  if (judged === null) return;
  if (judged.verdict === "unknown") expect(judged.needs).not.toBe("");
  for (const line of judged.evidence) {
    expect([check.id, line.source === "" || line.value === ""]).toEqual([check.id, false]);
    if (!["inventory", "custody"].includes(line.source)) expect(line.observedAt).toMatch(/^2026-11-2[01]T/);
  }
  if (judged.verdict === "fail") expect([check.id, judged.evidence.length > 0]).toEqual([check.id, true]);
}
