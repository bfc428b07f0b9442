import { isSeen } from "../../core/fact.ts";
import { staleReport } from "../cases/case-report.ts";
import { caseNow, caseView, hidden, said } from "../cases/case-view.ts";
import type { AccountView } from "../account-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { keyPresence } from "../read/root-presence.ts";

const resource = "root";

/** Root has no access key. */
export const rootKey: Check = {
  id: "root-key",
  title: "The root user has no access key",
  severity: "critical",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:ListAccessKeys", "sts:AssumeRoot"],
  why: "A root access key is root without password, MFA, mailbox or sign-in policy: one line in a file, valid until somebody deletes it. It can even open the console through GetFederationToken. An inactive key counts, because root can switch it on again.",
  fix: "Member account: `aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:{partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, then with that session `aws iam list-access-keys` and `aws iam delete-access-key --access-key-id ID`. Otherwise sign in as root and delete it under Security credentials. Look up its last use first, so that nothing breaks unseen. For a member, under approvals and with every call shown first: `rootward root-access delete-credentials --account {account} --save plan.json`.",
  references: [
    "IAM User Guide: Root user best practices",
    "IAM User Guide: Perform a privileged task on a member account",
  ],
  standards: {
    "cis-7.0.0": ["2.4"],
    "cis-6.0.0": ["2.3"],
    "cis-5.0.0": ["1.3"],
    fsbp: ["IAM.4"],
    "well-architected": ["SEC01-BP02"],
    "nist-800-53r5": ["AC-2(6)", "AC-3(7)", "AC-6", "AC-6(2)", "AC-6(10)", "IA-2"],
    "pci-4.0.1": ["7.2.1", "7.2.2", "8.2.2"],
    "iso-27001-2022": ["A.5.15"],
    "aws-config": ["iam-root-access-key-check"],
  },
  judge: (view) => {
    const keys = keyPresence(view);
    switch (keys.status) {
      case "unseen":
        return unseenFact(resource, keys.fact, "iam:GetAccountSummary");
      case "present":
        return fail(resource, keys.evidence, { note: inactiveNote(view) });
      case "absent": {
        const doubt = inactiveInReport(view);
        if (doubt === null) return pass(resource, keys.evidence);
        // Whether the summary counts inactive keys is not documented, so its zero does not outweigh a key in the report.
        const needs = view.account.kind === "member" ? "--assume-root" : "the Security credentials page of root";
        return unknown(resource, "not-observable", needs, [...keys.evidence, doubt]);
      }
    }
  },
  cases: [
    { name: "no key", view: caseView({ flags: { accessKeys: false } }), expect: "pass" },
    { name: "a key fails", view: caseView({ flags: { accessKeys: true } }), expect: "fail" },
    {
      name: "an inactive key fails too, even if the summary does not count it",
      view: caseView({
        flags: { accessKeys: false },
        account: {
          keys: said([{ id: "AKIAEXAMPLE000000001", active: false, createdAt: null, lastUsedAt: said(null) }]),
        },
      }),
      expect: "fail",
    },
    {
      name: "an inactive key in the report makes a zero in the summary doubtful",
      view: caseView({
        flags: { accessKeys: false },
        account: {
          report: said(staleReport({ keys: [{ active: false, rotated: "2020-01-01T00:00:00Z", used: null }] })),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the audit's empty list settles what the report leaves open",
      view: caseView({
        flags: { accessKeys: false },
        account: {
          keys: said([]),
          report: said(staleReport({ keys: [{ active: false, rotated: caseNow, used: null }] })),
        },
      }),
      expect: "pass",
    },
    {
      name: "a refused summary is no pass",
      view: caseView({ flags: hidden("denied", "iam:GetAccountSummary") }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "a refused AssumeRoot does not mean that root has credentials",
      view: caseView({
        flags: hidden("not-in-mode"),
        asked: { assumeRoot: true },
        account: { keys: hidden("denied", "sts:AssumeRoot") },
      }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};

function inactiveNote(view: AccountView): string | undefined {
  const keys = view.account.keys;
  if (keys === undefined || !isSeen(keys) || keys.value.length === 0) return undefined;
  return keys.value.every((key) => !key.active) ? "Every key is inactive now; root can activate it again." : undefined;
}

function inactiveInReport(view: AccountView) {
  if (view.account.keys !== undefined && isSeen(view.account.keys)) return null;
  const report = view.account.report;
  if (report === undefined || !isSeen(report)) return null;
  const dated = report.value.keys.find((key) => isSeen(key.lastRotated) && key.lastRotated.value !== null);
  if (dated === undefined || !isSeen(dated.active) || dated.active.value) return null;
  return evidence("inactive root access key in the credential report", "rotated at a known time", dated.active);
}
