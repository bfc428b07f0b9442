import { isSeen } from "../../core/fact.ts";
import { caseUsers } from "../cases/case-users.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { daysAgo } from "../read/days-ago.ts";
import { timeOf } from "../users/active-keys.ts";
import { judgeKeys } from "../users/judge-keys.ts";

const maxDays = 90;
const keyOf = (rotated: string, used: string | null) => caseUsers({ name: "ana", keys: [{ rotated, used }] });

/** No active access key of an IAM user lay unused for 90 days. */
export const userKeyUnused: Check = {
  id: "user-key-unused",
  title: "No active access key of an IAM user has been unused for 90 days",
  severity: "medium",
  scope: "account",
  needs: ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
  why: "A key that nobody uses is missed by nobody: its owner has left, its program is gone, and no failing call tells when a thief takes it up. It serves attackers alone.",
  fix: "Switch it off and wait: `aws iam update-access-key --user-name USER --access-key-id ID --status Inactive`. When nothing broke, `aws iam delete-access-key --user-name USER --access-key-id ID`, and delete users that have nothing left.",
  references: [
    "IAM User Guide: Generate credential reports",
    "IAM User Guide: Find unused AWS credentials",
    "IAM API Reference: GetAccessKeyLastUsed",
  ],
  standards: {
    fsbp: ["IAM.8"],
    "well-architected": ["SEC02-BP05"],
    "aws-config": ["iam-user-unused-credentials-check"],
  },
  judge: (view) =>
    judgeKeys(view, `active access keys not used for ${maxDays} days`, ({ lastUsed, lastRotated, name }, at) => {
      if (!isSeen(lastUsed)) return lastUsed;
      // A key that was never used has been unused since it was made.
      const never = lastUsed.value === null;
      const since = timeOf(never ? lastRotated : lastUsed, `time of the last ${never ? "rotation" : "use"} of ${name}`);
      if (typeof since !== "string") return since;
      return (daysAgo(since, at) ?? 0) > maxDays ? "bad" : "good";
    }),
  cases: [
    {
      name: "a use 90 days before AWS was asked is recent enough",
      view: caseView({ account: { users: keyOf("2020-01-01T00:00:00Z", "2026-08-23T03:00:00Z") } }),
      expect: "pass",
    },
    {
      name: "a use 91 days before AWS was asked is not",
      view: caseView({ account: { users: keyOf("2020-01-01T00:00:00Z", "2026-08-22T03:00:00Z") } }),
      expect: "fail",
    },
    {
      name: "a key made years ago that was never used",
      view: caseView({ account: { users: keyOf("2020-01-01T00:00:00Z", null) } }),
      expect: "fail",
    },
    {
      name: "a key made last week has had no time to be used",
      view: caseView({ account: { users: keyOf("2026-11-14T00:00:00Z", null) } }),
      expect: "pass",
    },
    {
      name: "one silent key among used ones is enough",
      view: caseView({
        account: {
          users: caseUsers(
            { name: "ana", keys: [{ rotated: "2026-01-01T00:00:00Z", used: "2026-11-20T00:00:00Z" }] },
            { name: "ben", keys: [{ rotated: "2026-01-01T00:00:00Z", used: "2026-02-01T00:00:00Z" }] },
          ),
        },
      }),
      expect: "fail",
    },
    {
      name: "an inactive key cannot be used",
      view: caseView({
        account: { users: caseUsers({ name: "ana", keys: [{ active: false, rotated: "2019-01-01T00:00:00Z" }] }) },
      }),
      expect: "not-applicable",
    },
    {
      name: "a cell that says something new is not never",
      view: caseView({
        account: {
          users: caseUsers({
            name: "ana",
            keys: [{ rotated: "2020-01-01T00:00:00Z", used: hidden("not-observable", "access_key_1_last_used_date") }],
          }),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the report was refused, and there are users",
      view: caseView({
        principals: [{ name: "user/ana" }],
        account: { users: hidden("denied", "iam:GetCredentialReport") },
      }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
