import { oneStatement } from "../cases/case-policies.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeScp } from "../guard/judge-scp.ts";

const action = "organizations:LeaveOrganization";
const deny = { Effect: "Deny", Action: action, Resource: "*" };

/** SCPs keep members from leaving. */
export const guardScpLeaveOrg: Check = {
  id: "guard-scp-leave-org",
  title: "An SCP denies leaving the organization",
  severity: "high",
  scope: "account",
  needs: [
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  why: "SCPs and central root access end the moment an account leaves. An administrator of the account who may call organizations:LeaveOrganization takes off every guard at once, and only the management account's history tells of it.",
  fix: "Attach guard P3 at the organization root: `rootward fix --from DIR --out DIR` writes it, then `aws organizations create-policy --type SERVICE_CONTROL_POLICY` and `attach-policy`. It needs no exception: management can still remove an account.",
  references: ["AWS Organizations User Guide: Leave an organization from your member account"],
  standards: { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] },
  judge: (view) => judgeScp(view, { requests: () => [{ action, resource: "*" }], declared: [] }),
  cases: [
    {
      name: "denied to everybody",
      view: caseView({ policies: { scp: [{ on: "root", document: oneStatement(deny) }] } }),
      expect: "pass",
    },
    {
      name: "denied to everybody by an SCP on the account itself",
      view: caseView({
        policies: { scp: [{ on: "account", document: oneStatement({ ...deny, Action: "organizations:*" }) }] },
      }),
      expect: "pass",
    },
    { name: "no SCP but AWS's own", view: caseView({}), expect: "fail" },
    {
      name: "a role is exempt",
      view: caseView({
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({
                ...deny,
                Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/Admin*" } },
              }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "roles are denied, users are not",
      view: caseView({
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({
                ...deny,
                Condition: { ArnLike: { "aws:PrincipalArn": ["arn:*:iam::*:role/*", "arn:*:iam::*:root"] } },
              }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "the Deny speaks of another resource than the call",
      view: caseView({
        policies: { scp: [{ on: "root", document: oneStatement({ ...deny, Resource: "arn:aws:s3:::x" }) }] },
      }),
      expect: "fail",
    },
    {
      name: "the targets of the policies were throttled",
      view: caseView({ policies: { unseen: hidden("throttled", "organizations:ListPolicies") } }),
      expect: "unknown",
      reason: "throttled",
    },
    { name: "the management account cannot leave", view: caseView({ kind: "management" }), expect: "not-applicable" },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
