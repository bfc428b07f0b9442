import { caseUsers } from "../cases/case-users.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { daysAgo } from "../read/days-ago.ts";
import { timeOf } from "../users/active-keys.ts";
import { judgeKeys } from "../users/judge-keys.ts";

const maxDays = 90;
const keyOf = (rotated: string) => caseUsers({ name: "ana", keys: [{ rotated }] });

/** No active access key of an IAM user is older than 90 days. */
export const userKeyAge: Check = {
  id: "user-key-age",
  title: "No active access key of an IAM user is older than 90 days",
  severity: "medium",
  scope: "account",
  needs: ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
  why: "A long-lived key ends up in shell histories, build logs, laptops and backups, and works there until somebody deletes it. The older it is, the more copies exist and the fewer people know of them; whoever finds one is that user, without a password and usually without MFA.",
  fix: "Replace the key by a role: IAM Identity Center for people, an instance profile or OIDC for programs. Where a key must stay, make a new one, switch the program, look that the old one falls silent, then `aws iam update-access-key --user-name USER --access-key-id ID --status Inactive` and later `aws iam delete-access-key`.",
  references: [
    "IAM User Guide: Generate credential reports",
    "IAM User Guide: Update access keys",
    "IAM User Guide: Security best practices in IAM",
  ],
  standards: {
    "cis-5.0.0": ["1.13"],
    fsbp: ["IAM.3"],
    "well-architected": ["SEC02-BP05"],
    "nist-800-53r5": ["AC-2(1)", "AC-2(3)", "AC-3(15)"],
    "aws-config": ["access-keys-rotated"],
  },
  judge: (view) =>
    judgeKeys(view, `active access keys last rotated over ${maxDays} days ago`, ({ lastRotated, name }, at) => {
      const rotated = timeOf(lastRotated, `time at which the key of ${name} was last rotated`);
      if (typeof rotated !== "string") return rotated;
      return (daysAgo(rotated, at) ?? 0) > maxDays ? "bad" : "good";
    }),
  cases: [
    {
      name: "a key rotated 90 days before AWS was asked is young enough",
      view: caseView({ account: { users: keyOf("2026-08-23T03:00:00Z") } }),
      expect: "pass",
    },
    {
      name: "a key rotated 91 days before AWS was asked is too old",
      view: caseView({ account: { users: keyOf("2026-08-22T03:00:00Z") } }),
      expect: "fail",
    },
    {
      name: "the second key counts, and the first names are told",
      view: caseView({
        account: {
          users: caseUsers(
            { name: "ana", keys: [{ rotated: "2026-11-01T00:00:00Z" }, { rotated: "2023-11-01T00:00:00Z" }] },
            { name: "ben", keys: [{ rotated: "2026-11-01T00:00:00Z" }] },
          ),
        },
      }),
      expect: "fail",
    },
    {
      name: "an inactive key is no key, however old",
      view: caseView({
        account: { users: caseUsers({ name: "ana", keys: [{ active: false, rotated: "2019-01-01T00:00:00Z" }] }) },
      }),
      expect: "not-applicable",
    },
    {
      name: "an active key without a date is not young",
      view: caseView({ account: { users: caseUsers({ name: "ana", keys: [{ rotated: null }] }) } }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "a further key, of which the report tells nothing",
      view: caseView({
        account: {
          users: caseUsers({
            name: "ana",
            keys: [{ active: hidden("not-observable", "iam:ListAccessKeys"), rotated: hidden("not-observable") }],
          }),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the report was not asked for, and there are users",
      view: caseView({
        principals: [{ name: "user/ana" }],
        account: { users: hidden("not-asked", "--credential-report") },
      }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "an account without users needs no report",
      view: caseView({ account: { users: hidden("not-asked", "--credential-report") } }),
      expect: "not-applicable",
    },
  ],
};
