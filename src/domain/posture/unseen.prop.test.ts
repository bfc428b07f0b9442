import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unseen } from "../core/fact.ts";
import { countedReasons, reasons } from "../core/reason.ts";
import type { AccountView } from "./account-view.ts";
import { anyAccountView as anyView } from "../../../test/support/any-account-view.ts";
import { caseView, hidden } from "./cases/case-view.ts";
import { checks } from "./registry.ts";

// Hides everything that one source tells; the checks that rest on it follow from the table of checks.
type Hide = (view: AccountView, why: Unseen) => AccountView;
const account =
  (...keys: readonly (keyof AccountView["account"])[]): Hide =>
  (view, why) => ({ ...view, account: { ...view.account, ...Object.fromEntries(keys.map((key) => [key, why])) } });
const organization =
  (...keys: readonly (keyof AccountView["organization"])[]): Hide =>
  (view, why) => ({
    ...view,
    organization: { ...view.organization, ...Object.fromEntries(keys.map((key) => [key, why])) },
  });
const each: (hide: readonly Hide[]) => Hide = (all) => (view, why) => all.reduce((next, hide) => hide(next, why), view);

const flags: Hide = (view, why) => {
  const all = { mfa: why, accessKeys: why, password: why, certificates: why };
  return { ...view, account: { ...view.account, flags: all } };
};
const credentials = each([flags, account("devices", "keys", "certificates", "loginProfile")]);
const report = each([account("report"), account("keys")]);
const email = account("email");
const mail: Hide = (view, why) => ({
  ...view,
  mail: {
    domains: (view.mail?.domains ?? []).map((one) => ({
      ...one,
      mx: why,
      mtaSts: why,
      tlsRpt: why,
      dane: why,
      dnssec: why,
      registration: why,
    })),
  },
});
const alternates: Hide = (view, why) => {
  const all = { security: why, billing: why, operations: why };
  return { ...view, account: { ...view.account, alternates: all } };
};
const delegates: Hide = (view, why) => ({
  ...view,
  organization: {
    ...view.organization,
    delegates: { "iam.amazonaws.com": why, "account.amazonaws.com": why },
  },
});
const policies = organization("organization", "roots", "policies");
const signin: Hide = (view, why) => ({
  ...view,
  account: { ...view.account, signin: { configuration: why, policy: why, statements: why } },
  organization: { ...view.organization, signin: {} },
});
const whoMay: Hide = (view, why) => ({
  ...view,
  whoMay: () => ({ status: "unknown", reason: why.why, needs: why.needs ?? "x" }),
});
const principals: Hide = (view, why) => ({
  ...view,
  principals: { status: "unknown", reason: why.why, needs: why.needs ?? "x" },
});
const users = each([account("users"), principals]);
const paths: Hide = (view, why) => ({
  ...view,
  paths: {
    status: "no-who-can",
    certain: [],
    possible: 0,
    minCut: null,
    next: null,
    why: { reason: why.why, needs: "x" },
  },
});
const inventory: Hide = (view) => ({ ...view, inventory: caseView({}).inventory });

const sources: Readonly<Record<string, readonly Hide[]>> = {
  "contact-alternate-billing": [alternates],
  "contact-alternate-operations": [alternates],
  "contact-alternate-security": [alternates],
  "contact-alternate-same-as-root": [alternates],
  "contact-phone-shared": [account("contact")],
  "contact-phone-unverified": [account("contactVerification")],
  "contact-primary-baseline": [account("contact"), inventory],
  "guard-rcp-signin": [policies],
  "guard-scp-contact-write": [policies],
  "guard-scp-email-update": [policies, delegates],
  "guard-scp-leave-org": [policies],
  "guard-scp-root-deny": [policies],
  "guard-scp-signin-delete": [policies, signin],
  "guard-signin-management": [signin],
  "guard-signin-phases-complete": [each([signin, policies])],
  "mail-domain-dane": [mail],
  "mail-domain-dnssec": [mail],
  "mail-domain-expiry": [mail],
  "mail-domain-mta-sts": [mail],
  "mail-domain-mx": [mail],
  "mail-domain-starttls": [mail],
  "mail-domain-tls-rpt": [mail],
  "mail-mailbox-dedicated": [email, inventory],
  "mail-mailbox-mfa": [email, inventory],
  "mail-personal-or-free": [email],
  "mail-plus-alias": [email],
  "mail-shared-mailbox": [email],
  "mfa-place-single": [credentials, inventory],
  "org-central-root-credentials": [organization("rootFeatures")],
  "org-central-root-leftover": [credentials, organization("rootFeatures")],
  "org-central-root-sessions": [organization("rootFeatures")],
  "org-delegate-account": [delegates],
  "org-delegate-iam": [delegates],
  "org-feature-set": [organization("organization")],
  "org-standalone": [inventory],
  "path-cheapest": [paths],
  "path-cut": [paths],
  "path-single-party": [paths],
  "recovery-security-questions": [inventory],
  "role-trusts-outside": [principals],
  "root-key": [credentials],
  "root-key-used": [report],
  "root-mfa": [credentials],
  "root-mfa-kind": [credentials, account("devices")],
  "root-mfa-single-device": [credentials, account("devices")],
  "root-password-age": [account("report")],
  "root-password-present-in-member": [credentials],
  "root-recent-use": [report],
  "root-x509": [credentials],
  "user-beside-sso": [each([users, organization("trustedAccess")])],
  "user-console-no-mfa": [users],
  "user-key-age": [users],
  "user-key-older-than-device": [each([users, account("userDevices")])],
  "user-key-unused": [users],
  "user-writes-without-role": [principals],
  "who-assume-root": [whoMay],
  "who-change-email": [whoMay],
  "who-change-phone": [whoMay],
  "who-re-enable-recovery": [whoMay],
};

describe("whatever was seen or not", () => {
  it("no check throws, and every unknown says why and what it needs", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const check of checks) {
          const judged = check.judge(view);
          if (judged?.verdict !== "unknown") continue;
          expect(reasons).toContain(judged.reason);
          expect([check.id, judged.needs === ""]).toEqual([check.id, false]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("a check whose source was not seen answers neither pass nor fail", () => {
    expect(Object.keys(sources).toSorted()).toEqual(checks.map((check) => check.id));
    fc.assert(
      fc.property(anyView, fc.constantFrom(...reasons), (view, reason) => {
        for (const check of checks) {
          for (const hide of sources[check.id] ?? []) {
            const verdict = check.judge(hide(view, hidden(reason, "iam:Something")))?.verdict ?? "no-verdict";
            expect([check.id, verdict]).not.toEqual([check.id, "pass"]);
            expect([check.id, verdict]).not.toEqual([check.id, "fail"]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each(countedReasons)("an ordinary member with everything %s has no other reason than this", (reason) => {
    const why = hidden(reason, "iam:Something");
    const ordinary = caseView({ email: "aws@corp.example", phone: "+1 555 0100", mail: {} });
    for (const check of checks.filter((one) => one.scope === "account")) {
      const hides = (sources[check.id] ?? []).filter((hide) => hide !== inventory);
      if (hides.length === 0) continue;
      const judged = check.judge(each(hides)(ordinary, why));
      if (judged?.verdict === "not-applicable") continue;
      const got = judged?.verdict === "unknown" ? judged.reason : judged?.verdict;
      // The sign-in configuration of the organization is simply not asked for in this view.
      expect([check.id, got]).toEqual([check.id, reason]);
    }
  });
});
