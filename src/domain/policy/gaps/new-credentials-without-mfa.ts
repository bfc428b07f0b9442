import { allow, guard, odd, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { exemptHits, exemptionOnOthers } from "../guarding/exempt.ts";
import { orBeside } from "../guarding/left-open.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const calls = ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:ChangePassword"];

function find(view: GapView): readonly GapHit[] {
  return orBeside(view, (asked) => {
    return exemptHits(asked, calls, (action) => {
      // Nobody changes the password of another user with it.
      if (action === "iam:ChangePassword") return "It also needs the old password.";
      return exemptionOnOthers(asked, action).open.length > 0 ? "It passes for other users as well." : undefined;
    });
  });
}

/** P14: long-lived credentials can be made without MFA. */
export const newCredentialsWithoutMfa: Gap = {
  id: "new-credentials-without-mfa",
  pitfall: "P14",
  title: "New passwords and access keys can be made without MFA",
  severity: "high",
  danger:
    "Whoever holds a stolen key makes a second key or a password before the first is noticed. Taking the stolen key away then no longer ends it.",
  fix: "Take iam:CreateAccessKey, iam:CreateLoginProfile, iam:UpdateLoginProfile and iam:ChangePassword off the guard's NotAction. A user who must change the first password does so at sign-in.",
  references: [
    "IAM user guide, Tutorial: Permit users to manage their credentials and MFA settings (2017)",
    "IAM API reference, ChangePassword",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "an exempt call passes without MFA",
      documents: [policy(allow("iam:CreateAccessKey", own), guard("iam:CreateAccessKey"))],
      expect: "gap",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "a password can be set for everybody",
      documents: [policy(allow(calls, "*"), guard(...calls))],
      expect: "gap",
      actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:ChangePassword"],
    },
    {
      name: "a guard alone that leaves the calls out is worth a note",
      documents: [policy(guard(...calls))],
      expect: "note",
    },
    {
      name: "a guard that does not leave them out holds them",
      documents: [policy(allow(calls, own), guard())],
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may pass",
      documents: [policy(allow(calls, own, odd), guard(...calls))],
      expect: "may",
      actions: ["iam:CreateAccessKey"],
    },
  ],
};
