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

/** Only declared principals can open a root session by AssumeRoot. */
export const whoAssumeRoot: Check = {
  id: "who-assume-root",
  title: "Only declared principals can call AssumeRoot",
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
  why: "sts:AssumeRoot gives a root session of any member, limited by its task policy: delete the MFA, allow password recovery, open a locked bucket or queue. A principal of the management account with AdministratorAccess may call it for every task and every member.",
  fix: "Allow sts:AssumeRoot only to named roles and only for the tasks they need, by the condition key sts:TaskPolicyArn; deny it to all others by permission boundary in the management account and by SCP in the delegate's. Name the roles in `declared.rootAdmins`.",
  references: [
    "IAM User Guide: Perform a privileged task on an AWS Organizations member account",
    "STS API Reference: AssumeRoot",
  ],
  standards: {},
  judge: (view) => outsideReach(view) ?? judgeWhoMay(view, "assume-root", "rootAdmins"),
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
