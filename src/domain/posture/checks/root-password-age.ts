import { isSeen, unseen } from "../../core/fact.ts";
import { staleReport } from "../cases/case-report.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { daysAgo } from "../read/days-ago.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";
import { passwordPresence } from "../read/root-presence.ts";

const resource = "root";
const maxDays = 365;
const changed = (at: string) => said(staleReport({ passwordEnabled: true, passwordLastChanged: at }));

/** The root password was changed within a year. */
export const rootPasswordAge: Check = {
  id: "root-password-age",
  title: "The root password was changed within the last year",
  severity: "low",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:GenerateCredentialReport", "iam:GetCredentialReport"],
  why: "People who saw the password leave, and copies of it stay in notes, backups and old password managers. A password that is years old is known to everybody who ever held it.",
  fix: "Set a new random password in custody: sign in as root, open Security credentials, change it, and put it only into the password vault. In a member account delete it instead.",
  references: [
    "IAM User Guide: Generate credential reports",
    "IAM User Guide: Change the password for the AWS account root user",
  ],
  standards: {},
  judge: (view) => {
    const password = passwordPresence(view);
    if (password.status === "absent") return notApplicable(resource, "Root has no password.", password.evidence);
    const report = view.account.report ?? unseen("not-asked", "--credential-report");
    if (!isSeen(report)) return unseenFact(resource, report, "iam:GetCredentialReport");
    const changedAt = report.value.passwordLastChanged;
    if (!isSeen(changedAt)) return unseenFact(resource, changedAt, "password_last_changed of the credential report");
    if (password.status === "unseen" && changedAt.value === null) {
      return unseenFact(resource, password.fact, "iam:GetAccountSummary");
    }
    const shown = [evidence("root password last changed", changedAt.value ?? "N/A", changedAt)];
    const days = changedAt.value === null ? null : daysAgo(changedAt.value, changedAt.at);
    if (days === null) return unknown(resource, "not-observable", "a report that tells when it was changed", shown);
    return days <= maxDays ? pass(resource, shown) : fail(resource, shown);
  },
  cases: [
    {
      name: "changed 200 days ago",
      view: caseView({ flags: { password: true }, account: { report: changed("2026-05-04T00:00:00+00:00") } }),
      expect: "pass",
    },
    {
      name: "changed two years ago",
      view: caseView({ flags: { password: true }, account: { report: changed("2024-11-01T00:00:00Z") } }),
      expect: "fail",
    },
    {
      name: "an old report row says not_supported, which is not false",
      view: caseView({
        flags: { password: true },
        account: {
          report: said(
            staleReport({ passwordLastChanged: hidden("not-observable", "password_last_changed is not_supported") }),
          ),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "reports of members are read only when asked for",
      view: caseView({ flags: { password: true } }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "a report that never got ready",
      view: caseView({
        flags: { password: true },
        account: { report: hidden("unreachable", "iam:GetCredentialReport") },
      }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "no password, no age", view: caseView({ flags: { password: false } }), expect: "not-applicable" },
  ],
};
