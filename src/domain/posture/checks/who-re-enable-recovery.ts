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
const custodian = { rootAdmins: ["arn:*:iam::*:role/Custodian"] };

/** Only declared principals can give a member its root password back. */
export const whoReEnableRecovery: Check = {
  id: "who-re-enable-recovery",
  title: "Only declared principals can allow root password recovery again",
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
  why: 'A member without a root password is safe from its mailbox only until somebody runs the task IAMCreateRootUserPassword: then "Forgot password" works again, and the new root signs in without MFA.',
  fix: "Allow sts:AssumeRoot with sts:TaskPolicyArn IAMCreateRootUserPassword to a break-glass role alone, or deny iam:CreateLoginProfile to central root sessions by SCP in units that never need it. Name the role in `declared.rootAdmins`.",
  references: ["IAM User Guide: Perform a privileged task on an AWS Organizations member account"],
  standards: {},
  judge: (view) => outsideReach(view) ?? judgeWhoMay(view, "re-enable-recovery", "rootAdmins"),
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
