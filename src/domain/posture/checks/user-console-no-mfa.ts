import { isSeen, type Unseen } from "../../core/fact.ts";
import type { UserCredentials } from "../../snapshot/account-facts.ts";
import { caseUsers } from "../cases/case-users.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { notApplicable, unseenFact } from "../read/judgement.ts";
import { judgeEach } from "../users/judge-each.ts";
import { usersResource as resource } from "../users/judge-keys.ts";
import { userName, userRows } from "../users/user-rows.ts";

/** Every IAM user with a console password has MFA. */
export const userConsoleNoMfa: Check = {
  id: "user-console-no-mfa",
  title: "Every IAM user with a console password has an MFA device",
  severity: "high",
  scope: "account",
  needs: ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
  why: "The console asks such a user for a password and nothing else, so one phished or reused password is a session. AWS also lets whoever holds that password register the first MFA device, and then the owner is locked out of the user while the attacker passes every policy that demands MFA.",
  fix: "People belong into IAM Identity Center: take the password away with `aws iam delete-login-profile --user-name USER`. Where a user must stay, register a security key or passkey for it under Security credentials, and deny everything but that registration while `aws:MultiFactorAuthPresent` is not true (BoolIfExists).",
  references: [
    "IAM User Guide: Generate credential reports",
    "IAM User Guide: AWS multi-factor authentication in IAM",
    "IAM API Reference: EnableMFADevice",
  ],
  standards: {
    "cis-7.0.0": ["2.10"],
    "cis-6.0.0": ["2.9"],
    "cis-5.0.0": ["1.9"],
    fsbp: ["IAM.5"],
    "well-architected": ["SEC02-BP01"],
    "nist-800-53r5": ["IA-2(1)", "IA-2(2)"],
    "iso-27001-2022": ["A.8.5"],
    "aws-config": ["mfa-enabled-for-iam-console-access"],
  },
  judge: (view) => {
    const users = userRows(view);
    if (users.status === "unseen") return unseenFact(resource, users.fact, "iam:GetCredentialReport");
    if (users.status === "none") return notApplicable(resource, "The account has no IAM user.", users.evidence);
    const withPassword = users.rows.filter(({ passwordEnabled: has }) => !isSeen(has) || has.value);
    if (withPassword.length === 0) return notApplicable(resource, "No IAM user has a console password.");
    const { source, at } = users.from;
    const judged = withPassword.map((user) => ({ name: userName(user.arn), is: guarded(user) }));
    const bad = "users with a console password and no MFA";
    return judgeEach(judged, { resource, bad, needs: "iam:GetCredentialReport", source, observedAt: at });
  },
  cases: [
    {
      name: "password and device",
      view: caseView({ account: { users: caseUsers({ name: "ana", password: true, mfa: true }) } }),
      expect: "pass",
    },
    {
      name: "one user of two has a password alone",
      view: caseView({
        account: {
          users: caseUsers({ name: "ana", password: true, mfa: true }, { name: "ben", password: true, mfa: false }),
        },
      }),
      expect: "fail",
    },
    {
      name: "users that only programs use have no password",
      view: caseView({
        account: { users: caseUsers({ name: "ci", mfa: false, keys: [{ rotated: "2026-11-01T00:00:00Z" }] }) },
      }),
      expect: "not-applicable",
    },
    {
      name: "a device outweighs the doubt whether there is a password",
      view: caseView({
        account: { users: caseUsers({ name: "ana", password: hidden("not-observable"), mfa: true }) },
      }),
      expect: "pass",
    },
    {
      name: "without a device that doubt is no pass",
      view: caseView({
        account: {
          users: caseUsers({ name: "ana", password: hidden("not-observable", "password_enabled"), mfa: false }),
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "a report that never got ready",
      view: caseView({
        principals: [{ name: "user/ana" }],
        account: { users: hidden("unreachable", "iam:GetCredentialReport") },
      }),
      expect: "unknown",
      reason: "unreachable",
    },
    {
      name: "an account without users",
      view: caseView({ account: { users: hidden("not-asked", "--credential-report") } }),
      expect: "not-applicable",
    },
  ],
};

function guarded({ passwordEnabled, mfaActive }: UserCredentials): "bad" | "good" | Unseen {
  if (isSeen(mfaActive) && mfaActive.value) return "good";
  if (!isSeen(passwordEnabled)) return passwordEnabled;
  return isSeen(mfaActive) ? "bad" : mfaActive;
}
