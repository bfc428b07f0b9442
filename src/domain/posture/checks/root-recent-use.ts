import { isSeen, unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import { instant } from "../../core/instant.ts";
import { staleReport } from "../cases/case-report.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { AccountView } from "../account-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { keyUses, type RootUse, type RootUses } from "../read/key-uses.ts";
import { recentUses } from "../read/recent-uses.ts";
import { worstUnseen } from "../read/worst-unseen.ts";

const resource = "root";
const used = (at: string | null) => said(staleReport({ passwordEnabled: true, passwordLastUsed: at }));

/** Root is not used day to day. */
export const rootRecentUse: Check = {
  id: "root-recent-use",
  title: "The root user was not used in the last 90 days",
  severity: "high",
  scope: "account",
  needs: [
    "iam:GetAccountSummary",
    "iam:GenerateCredentialReport",
    "iam:GetCredentialReport",
    "iam:GetAccessKeyLastUsed",
    "sts:AssumeRoot",
  ],
  why: "No policy of the account limits root and no permission check can be put in its way. A use that nobody approved is either an attacker or a habit that keeps the password close at hand, where an attacker finds it.",
  fix: "Find out who it was: `aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin`, then the same hour's events by root. If nobody owns it, change password, phone and mailbox access, and delete keys. If it was work, do that task with a role or central root access (`rootward explain root-tasks`).",
  references: ["IAM User Guide: Root user best practices", "IAM User Guide: Generate credential reports"],
  standards: {
    "cis-7.0.0": ["2.7"],
    "cis-6.0.0": ["2.6"],
    "cis-5.0.0": ["1.6"],
    "well-architected": ["SEC02-BP01"],
    "pci-4.0.1": ["8.2.2"],
    "iso-27001-2022": ["A.5.15"],
  },
  judge: (view) => {
    const keys = keyUses(view);
    const password = passwordUse(view);
    const split = recentUses([...password.uses, ...keys.uses]);
    const granted = split.recent.map((use) => ({ use, grant: grantOf(view, use) }));
    const shown = [
      ...split.evidence,
      ...granted.flatMap(({ use, grant }): readonly Evidence[] =>
        grant === null
          ? []
          : [{ fact: `grant for the ${use.what}`, value: grant, source: "custody", observedAt: null }],
      ),
    ];
    if (granted.some(({ grant }) => grant === null)) return fail(resource, shown);
    const missing = worstUnseen([password.gap, keys.gap, split.unreadable].filter((gap) => gap !== null));
    return missing === null ? pass(resource, shown) : unseenFact(resource, missing, "--credential-report", shown);
  },
  cases: [
    {
      name: "last use a year ago",
      view: caseView({ flags: { accessKeys: false }, account: { report: used("2025-11-01T00:00:00Z") } }),
      expect: "pass",
    },
    {
      name: "a sign-in eleven days ago fails",
      view: caseView({ flags: { accessKeys: false }, account: { report: used("2026-11-10T08:00:00Z") } }),
      expect: "fail",
    },
    {
      name: "a use that an approved grant covers passes",
      view: caseView({
        flags: { accessKeys: false },
        account: { report: used("2026-11-10T08:00:00Z") },
        grantAt: (at) => (at.startsWith("2026-11-10") ? "grant-42" : null),
      }),
      expect: "pass",
    },
    {
      name: "a root key in use counts as use of root",
      view: caseView({
        flags: { accessKeys: true },
        account: {
          report: said(
            staleReport({ keys: [{ active: true, rotated: "2020-01-01T00:00:00Z", used: "2026-11-19T00:00:00Z" }] }),
          ),
        },
      }),
      expect: "fail",
    },
    {
      name: "no_information means that nobody knows, not that it was never used",
      view: caseView({
        flags: { accessKeys: false },
        account: {
          report: said(
            staleReport({ passwordLastUsed: hidden("not-observable", "password_last_used is no_information") }),
          ),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "no report was asked for",
      view: caseView({ flags: { accessKeys: false }, account: { report: hidden("not-asked", "--credential-report") } }),
      expect: "unknown",
      reason: "not-asked",
    },
  ],
};

function passwordUse(view: AccountView): RootUses {
  const report = view.account.report ?? unseen("not-asked", "--credential-report");
  if (!isSeen(report)) return { uses: [], gap: report };
  const used = report.value.passwordLastUsed;
  if (!isSeen(used)) return { uses: [], gap: used };
  return { uses: [{ what: "password", at: used.value, from: used }], gap: null };
}

function grantOf(view: AccountView, use: RootUse): string | null {
  const at = use.at === null ? null : instant(use.at);
  return at === null || view.grantAt === undefined ? null : view.grantAt(at);
}
