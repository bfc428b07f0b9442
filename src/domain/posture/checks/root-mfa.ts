import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { mfaPresence } from "../read/mfa-presence.ts";
import { rootCredentials } from "../read/root-credentials.ts";
import { staleReport } from "../cases/case-report.ts";

const resource = "root";

/** Root has MFA. */
export const rootMfa: Check = {
  id: "root-mfa",
  title: "The root user has MFA",
  severity: "critical",
  scope: "account",
  needs: ["iam:GetAccountSummary"],
  why: "Without MFA, whoever learns the root password or reads the root mailbox (one password reset) is root. AWS's prompt to register MFA does not help: the attacker registers a device of their own.",
  fix: "Member account: delete the root credentials centrally: `aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:{partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, then with that session `aws iam delete-login-profile`. Management or stand-alone account: sign in as root, open Security credentials and register two security keys that will lie in different places. For a member, under approvals and with every call shown first: `rootward root-access delete-credentials --account {account} --save plan.json`.",
  references: ["IAM User Guide: Multi-factor authentication for AWS account root user"],
  standards: {
    "cis-7.0.0": ["2.5"],
    "cis-6.0.0": ["2.4"],
    "cis-5.0.0": ["1.4"],
    fsbp: ["IAM.9"],
    "well-architected": ["SEC01-BP02"],
    "nist-800-53r5": ["IA-2(1)", "IA-2(6)", "IA-2(8)"],
    "pci-4.0.1": ["8.4.1", "8.4.2", "8.4.3"],
    "iso-27001-2022": ["A.5.17", "A.8.5"],
    "aws-config": ["root-account-mfa-enabled"],
  },
  judge: (view) => {
    const mfa = mfaPresence(view);
    if (mfa.status === "unseen") return unseenFact(resource, mfa.fact, "iam:GetAccountSummary");
    if (mfa.status === "present") return pass(resource, mfa.evidence);
    if (view.account.kind !== "member") return fail(resource, mfa.evidence);
    const left = rootCredentials(view);
    switch (left.status) {
      case "unseen":
        return unseenFact(resource, left.fact, "iam:GetAccountSummary", mfa.evidence);
      case "none":
        return notApplicable(resource, "Root has no credentials.", left.evidence);
      case "present":
        return fail(resource, left.evidence, { note: `Root has this without MFA: ${left.kinds.join(", ")}.` });
    }
  },
  cases: [
    { name: "MFA is on", view: caseView({ flags: { mfa: true } }), expect: "pass" },
    {
      name: "a member with a password and no MFA fails",
      view: caseView({ flags: { mfa: false, password: true, accessKeys: false, certificates: false } }),
      expect: "fail",
    },
    {
      name: "the management account without MFA fails whatever else is known",
      view: caseView({ kind: "management", flags: { mfa: false } }),
      expect: "fail",
    },
    {
      name: "a member without any root credential needs no MFA",
      view: caseView({ flags: { mfa: false, password: false, accessKeys: false, certificates: false } }),
      expect: "not-applicable",
    },
    {
      name: "the real-time summary wins over a credential report of hours ago that says no MFA",
      view: caseView({ flags: { mfa: true }, account: { report: said(staleReport({ mfaActive: false })) } }),
      expect: "pass",
    },
    {
      name: "a report that says MFA is no answer when the summary was refused",
      view: caseView({
        flags: hidden("denied", "iam:GetAccountSummary"),
        account: { report: said(staleReport({ mfaActive: true })) },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "without MFA and with the other flags unread nobody knows whether MFA is due",
      view: caseView({ flags: { mfa: false } }),
      expect: "unknown",
      reason: "not-asked",
    },
  ],
};
