import { guardAll, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { lockedOut } from "../guarding/locked-out.ts";

const key = "aws:MultiFactorAuthPresent";
const grant = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const principal = "arn:aws:iam::111122223333:role/app";

/** P19: a guard made for users hangs on a role, whose sessions never carry MFA. */
export const mfaGuardOnRole: Gap = {
  id: "mfa-guard-on-role",
  pitfall: "P19",
  title: "An MFA guard on a role refuses everything it covers",
  severity: "high",
  danger:
    "Sessions of a role never carry MFA, neither those of EC2, Lambda and other services nor those of people who come by SAML, OIDC or IAM Identity Center, however they signed in there. The guard is never satisfied: workloads and people who work with this role are locked out of everything it covers. Whether a session that a user makes with a code carries MFA is contradictory.",
  fix: "Take the guard off the role and demand MFA where the role is entered: in its trust policy for users, in the identity provider for everybody else.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    "IAM user guide, Secure API access with MFA",
  ],
  asks: ["identity", "boundary"],
  find: (view) =>
    view.subject.principal.kind === "role"
      ? lockedOut(view, "role-session", view.as === "boundary" ? "boundary" : "identity")
      : [],
  cases: [
    {
      name: "a role with a Deny on everything without MFA can do nothing",
      documents: [policy(grant, guardAll())],
      principal,
      expect: "lockout",
      actions: ["s3:GetObject"],
    },
    {
      name: "a role whose only Allow demands MFA can do nothing",
      documents: [policy({ ...grant, Condition: { Bool: { [key]: "true" } } })],
      principal,
      expect: "lockout",
      actions: ["s3:GetObject"],
    },
    {
      name: "the same documents on a user lock no role out",
      documents: [policy(grant, guardAll())],
      expect: "none",
    },
    {
      name: "a guard that speaks of users only leaves the role alone",
      documents: [policy(grant, guardAll({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }))],
      principal,
      expect: "none",
    },
    {
      name: "a guard that looks at a tag of the session may refuse it",
      documents: [policy(grant, guardAll({ StringEquals: { "aws:PrincipalTag/team": "ops" } }))],
      principal,
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
