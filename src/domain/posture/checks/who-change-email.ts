import { caseDates, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { outsideReach } from "../read/outside-reach.ts";
import { judgeWhoMay } from "../read/judge-who-may.ts";

const arn = (role: string) => `arn:aws:iam::999988887777:role/${role}`;
const actor = (role: string, through: readonly string[] = [role]) => ({
  arn: arn(role),
  certainty: "certain" as const,
  through: through.map(arn),
});
const custodian = { emailWriters: ["arn:*:iam::*:role/Custodian"] };

/** Only declared principals can move the root mailbox. */
export const whoChangeEmail: Check = {
  id: "who-change-email",
  title: "Only declared principals can move the root e-mail address",
  severity: "high",
  scope: "account",
  needs: [
    "iam:GetAccountAuthorizationDetails",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
    "organizations:ListDelegatedAdministrators",
    "organizations:ListAWSServiceAccessForOrganization",
    "iam:ListOrganizationsFeatures",
  ],
  why: "account:StartPrimaryEmailUpdate sends its code to the new address, not to the old one. Whoever may start and accept the change moves the root mailbox of a member to an inbox of their own and resets the password there.",
  fix: "Take account:StartPrimaryEmailUpdate and account:AcceptPrimaryEmailUpdate from all principals of the management account and of the delegated administrator but one, limit that one by the condition key account:EmailTargetDomain (`rootward fix`, guard P2), and name it in `declared.emailWriters`.",
  references: ["Account Management API Reference: StartPrimaryEmailUpdate, AcceptPrimaryEmailUpdate"],
  standards: {},
  judge: (view) => outsideReach(view) ?? judgeWhoMay(view, "change-email", "emailWriters"),
  cases: [
    {
      name: "only the declared principal can",
      view: caseView({ actors: [actor("Custodian")], declared: custodian }),
      expect: "pass",
    },
    { name: "nobody can", view: caseView({ actors: [] }), expect: "pass" },
    {
      name: "another role can, and it is named with its way",
      view: caseView({ actors: [actor("Custodian"), actor("ci", ["ci", "Admin"])], declared: custodian }),
      expect: "fail",
    },
    {
      name: "a role that can become the declared role is not thereby declared",
      view: caseView({ actors: [actor("ci", ["ci", "Custodian"])], declared: custodian }),
      expect: "fail",
    },
    {
      name: "declarations of over 180 days ago do not count",
      view: caseView({ actors: [actor("Custodian")], declared: { ...custodian, attested: caseDates.stale } }),
      expect: "fail",
    },
    {
      name: "the policy engine says only may",
      view: caseView({ actors: [{ ...actor("ci"), certainty: "possible", why: "aws:SourceVpc is not known" }] }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "no reader role works there",
      view: caseView({ actors: hidden("no-role", "sts:AssumeRole") }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "a scan without member roles does not know the principals",
      view: caseView({ mode: "org", actors: hidden("not-in-mode", "iam:GetAccountAuthorizationDetails") }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    {
      name: "the call does not reach the management account",
      view: caseView({ kind: "management", actors: [] }),
      expect: "not-applicable",
    },
  ],
};
