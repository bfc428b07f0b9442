import { caseDates, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeWhoMay } from "../read/judge-who-may.ts";

const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
const actor = (role: string, through: readonly string[] = [role]) => ({
  arn: arn(role),
  certainty: "certain" as const,
  through: through.map(arn),
});
const custodian = { contactWriters: ["arn:*:iam::*:role/Custodian"] };

/** Only declared principals can change the recovery phone. */
export const whoChangePhone: Check = {
  id: "who-change-phone",
  title: "Only declared principals can change the recovery phone",
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
  why: "The phone is the second factor of root recovery, and account:PutContactInformation changes it at once, without a code to the old number. Together with a look into the root mailbox that is root, past any MFA. AdministratorAccess holds it, so most CI roles do.",
  fix: "Deny account:PutContactInformation to everybody but one role by SCP (`rootward fix --from DIR --out DIR`, guard P1); in the management account, which no SCP binds, by permission boundary. Name the role in `declared.contactWriters`.",
  references: [
    "Account Management API Reference: PutContactInformation",
    "IAM User Guide: What to do if an MFA device is lost or stops working",
  ],
  standards: {},
  judge: (view) => judgeWhoMay(view, "change-phone", "contactWriters"),
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
  ],
};
