import type { Check } from "../check.ts";
import type { CaseStatement } from "../cases/case-principals.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import { notApplicable, unknown } from "../read/judgement.ts";
import { directWrites } from "../users/direct-writes.ts";
import { type Each, judgeEach } from "../users/judge-each.ts";
import { usersResource as resource } from "../users/judge-keys.ts";

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*"): CaseStatement => ({
  Effect: "Allow",
  Action,
  Resource,
});
const ana = (...allows: readonly CaseStatement[]) => caseView({ principals: [{ name: "user/ana", allows }] });
const own = "arn:aws:iam::*:user/${aws:username}";
const ownKeys = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:ChangePassword"];
const withoutMfa: CaseStatement = {
  Effect: "Deny",
  NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "sts:GetSessionToken"],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
};

/** IAM users only read until they assume a role. */
export const userWritesWithoutRole: Check = {
  id: "user-writes-without-role",
  title: "IAM users can write only after they have assumed a role",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountAuthorizationDetails"],
  why: "The key of a user works for years, from everywhere. If it writes by itself, one leaked key is the damage; if it can only read and assume a role, the role asks for MFA, ends after an hour and tells in the log who changed what. Organization policies are not counted here: they are a ceiling that somebody else may lift.",
  fix: "Move what the user may change into a role that trusts it with `aws:MultiFactorAuthPresent` true, and leave the user reading rights and `sts:AssumeRole` on that role: `aws iam attach-role-policy`, then `aws iam detach-user-policy`. Its own password, MFA device and keys may stay with it, limited to `user/${aws:username}`.",
  references: [
    "IAM User Guide: Security best practices in IAM",
    "IAM User Guide: Secure API access with MFA",
    "Service Authorization Reference: access levels of actions",
  ],
  standards: { "well-architected": ["SEC02-BP02", "SEC03-BP02"] },
  judge: (view) => {
    const { principals } = view;
    if (principals.status === "unknown") return unknown(resource, principals.reason, principals.needs);
    const users = principals.list.filter(({ kind }) => kind === "user");
    if (users.length === 0) return notApplicable(resource, "The account has no IAM user.");
    const judged = users.map((user): Each => {
      const found = directWrites(user, view);
      switch (found.status) {
        case "writes":
          return { name: `${user.name} (${found.action})`, is: "bad" };
        case "reads-only":
          return { name: user.name, is: "good" };
        case "unclear":
          return { name: user.name, is: found.fact };
      }
    });
    const source = "iam:GetAccountAuthorizationDetails";
    const bad = "users whose own policies let them write, each with one action";
    return judgeEach(judged, { resource, bad, needs: source, source, observedAt: view.manifest.startedAt });
  },
  cases: [
    {
      name: "a user that reads and assumes a role",
      view: ana(allow(["s3:Get*", "s3:List*", "ec2:Describe*"]), allow("sts:AssumeRole")),
      expect: "pass",
    },
    {
      name: "own keys and own password are no writing",
      view: ana(allow(ownKeys, own), allow("iam:CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*")),
      expect: "pass",
    },
    {
      name: "keys of every user are",
      view: ana(allow(ownKeys, "arn:aws:iam::*:user/*")),
      expect: "fail",
    },
    { name: "an administrator", view: ana(allow("*")), expect: "fail" },
    { name: "an administrator who needs MFA is one with MFA", view: ana(allow("*"), withoutMfa), expect: "fail" },
    {
      name: "one bucket is enough, and a network condition is met by somebody",
      view: ana({
        ...allow("s3:PutObject", "arn:aws:s3:::uploads/*"),
        Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
      expect: "fail",
    },
    {
      name: "an Allow that a Deny takes back",
      view: ana(allow(["s3:PutObject", "s3:GetObject"]), { ...allow("s3:Put*"), Effect: "Deny" }),
      expect: "pass",
    },
    {
      name: "a boundary that lets nothing but reading through",
      view: caseView({
        principals: [{ name: "user/ana", allows: [allow("*")], boundary: [allow(["s3:Get*", "iam:Get*"])] }],
      }),
      expect: "pass",
    },
    {
      name: "what AWS keeps as read-only is",
      view: caseView({
        principals: [
          { name: "user/ana", policy: "arn:aws:iam::aws:policy/ReadOnlyAccess", allows: [allow("athena:Start*")] },
        ],
      }),
      expect: "pass",
    },
    {
      name: "an action that no catalogue knows",
      view: ana(allow("newservice:ReplaceEverything")),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "one policy of the user was not read",
      view: caseView({ principals: [{ name: "user/ana", allows: "document of arn:aws:iam::111122223333:policy/p" }] }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "nobody looked into the account",
      view: caseView({ principals: hidden("no-role", "sts:AssumeRole") }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "an account that has roles alone",
      view: caseView({ principals: [{ name: "role/admin", allows: [allow("*")] }] }),
      expect: "not-applicable",
    },
  ],
};
