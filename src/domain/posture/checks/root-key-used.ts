import { staleReport } from "../cases/case-report.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { keyUses } from "../read/key-uses.ts";
import { recentUses } from "../read/recent-uses.ts";
import { keyPresence } from "../read/root-presence.ts";

const resource = "root";
const keyUsedAt = (at: string | null) => ({
  id: "AKIAEXAMPLE000000001",
  active: true,
  createdAt: null,
  lastUsedAt: said(at, "iam:GetAccessKeyLastUsed"),
});

/** No root access key was used lately. */
export const rootKeyUsed: Check = {
  id: "root-key-used",
  title: "No root access key was used in the last 90 days",
  severity: "critical",
  scope: "account",
  needs: [
    "iam:GetAccountSummary",
    "iam:GenerateCredentialReport",
    "iam:GetCredentialReport",
    "iam:ListAccessKeys",
    "iam:GetAccessKeyLastUsed",
    "sts:AssumeRoot",
  ],
  why: "A root key in use lies in some program, pipeline or laptop, and everybody who can read that place is root. Or it is already in the wrong hands: nothing else would call as root without a person at the console.",
  fix: "Find the caller: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root` in every region in use gives source address and agent. Give that program a role of its own, then delete the key. If nobody knows the caller, treat it as a compromise.",
  references: ["IAM User Guide: Generate credential reports", "IAM API Reference: GetAccessKeyLastUsed"],
  standards: {},
  judge: (view) => {
    const keys = keyPresence(view);
    if (keys.status === "unseen") return unseenFact(resource, keys.fact, "iam:GetAccountSummary");
    if (keys.status === "absent") return notApplicable(resource, "Root has no access key.", keys.evidence);
    const { uses, gap } = keyUses(view);
    const split = recentUses(uses);
    const shown = [...keys.evidence, ...split.evidence];
    if (split.recent.length > 0) return fail(resource, shown);
    const missing = gap ?? split.unreadable;
    return missing === null ? pass(resource, shown) : unseenFact(resource, missing, "--credential-report", shown);
  },
  cases: [
    {
      name: "a key that was never used",
      view: caseView({ flags: { accessKeys: true }, account: { keys: said([keyUsedAt(null)]) } }),
      expect: "pass",
    },
    {
      name: "a use 91 days before AWS was asked is not recent",
      view: caseView({ flags: { accessKeys: true }, account: { keys: said([keyUsedAt("2026-08-22T02:00:00Z")]) } }),
      expect: "pass",
    },
    {
      name: "a use 90 days before AWS was asked is recent",
      view: caseView({ flags: { accessKeys: true }, account: { keys: said([keyUsedAt("2026-08-23T02:00:00Z")]) } }),
      expect: "fail",
    },
    {
      name: "a use in the credential report alone is enough",
      view: caseView({
        flags: { accessKeys: true },
        account: {
          report: said(
            staleReport({ keys: [{ active: true, rotated: "2020-01-01T00:00:00Z", used: "2026-11-01T00:00:00Z" }] }),
          ),
        },
      }),
      expect: "fail",
    },
    {
      name: "neither report nor audit",
      view: caseView({ flags: { accessKeys: true }, account: { report: hidden("not-asked", "--credential-report") } }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "a key that is younger than the cached report",
      view: caseView({ flags: { accessKeys: true }, account: { report: said(staleReport({ keys: [] })) } }),
      expect: "unknown",
      reason: "not-observable",
    },
    { name: "no key, no use", view: caseView({ flags: { accessKeys: false } }), expect: "not-applicable" },
  ],
};
