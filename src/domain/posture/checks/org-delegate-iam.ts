import { caseDates, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeDelegates } from "../read/judge-delegates.ts";

const service = "iam.amazonaws.com";
const delegated = (...accounts: string[]) => ({
  delegates: { [service]: said(accounts, "organizations:ListDelegatedAdministrators") },
});

/** Delegated administrators for IAM are the declared ones. */
export const orgDelegateIam: Check = {
  id: "org-delegate-iam",
  title: "Delegated administrators for IAM are the declared ones",
  severity: "high",
  scope: "organization",
  needs: ["organizations:ListDelegatedAdministrators", "organizations:DescribeOrganization"],
  why: "A delegated administrator for IAM may call sts:AssumeRoot on every member: delete a member's MFA, allow password recovery, take away a password. An administrator of that one account is then a few calls from root everywhere.",
  fix: 'From the management account: `aws organizations deregister-delegated-administrator --account-id ID --service-principal iam.amazonaws.com`. If the delegate is meant, name it in the inventory: `declared: {delegates: {iam.amazonaws.com: ["ID"]}}`.',
  references: [
    "AWS Organizations User Guide: Delegated administrator for AWS services that work with Organizations",
    "IAM User Guide: Centralize root access for member accounts",
  ],
  standards: { "cis-7.0.0": ["2.1.5", "2.1.6"] },
  judge: (view) => judgeDelegates(view, service),
  cases: [
    {
      name: "no delegate",
      view: caseView({ kind: "management", organization: delegated() }),
      expect: "pass",
    },
    {
      name: "the delegate is declared",
      view: caseView({
        kind: "management",
        organization: delegated("444455556666"),
        declared: { delegates: { [service]: ["444455556666"] }, attested: caseDates.fresh },
      }),
      expect: "pass",
    },
    {
      name: "one delegate of two is declared",
      view: caseView({
        kind: "management",
        organization: delegated("444455556666", "777788889999"),
        declared: { delegates: { [service]: ["444455556666"] } },
      }),
      expect: "fail",
    },
    {
      name: "a declaration for another service does not count",
      view: caseView({
        kind: "management",
        organization: delegated("444455556666"),
        declared: { delegates: { "guardduty.amazonaws.com": ["444455556666"] } },
      }),
      expect: "fail",
    },
    {
      name: "a declaration of over 180 days ago does not count",
      view: caseView({
        kind: "management",
        organization: delegated("444455556666"),
        declared: { delegates: { [service]: ["444455556666"] }, attested: caseDates.stale },
      }),
      expect: "fail",
    },
    {
      name: "the list was refused",
      view: caseView({ kind: "management", organization: { delegates: { [service]: hidden("denied") } } }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
