import { oneStatement } from "../cases/case-policies.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeRootDeny } from "../guard/judge-root-deny.ts";

const ordinaryRoot = { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } };
const exceptCentral = { ...ordinaryRoot, BoolIfExists: { "aws:AssumedRoot": "false" } };
const deny = (condition: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
  oneStatement({ Effect: "Deny", Action: "*", Resource: "*", Condition: condition, ...more });
const on = (document: Readonly<Record<string, unknown>>) => ({ scp: [{ on: "root" as const, document }] });

/** SCPs take all power from member root users and leave central sessions alone. */
export const guardScpRootDeny: Check = {
  id: "guard-scp-root-deny",
  title: "An SCP denies everything to the member's root user, but not to central root sessions",
  severity: "medium",
  scope: "account",
  needs: [
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
    "account:GetAccountInformation",
  ],
  why: "A root session that an attacker wins is worth what root may do. Under a deny-all SCP it can do next to nothing. The same SCP without an exception for aws:AssumedRoot also stops central root access, and then nobody can repair or clean the account.",
  fix: 'Attach guard P4 to all units but one for maintenance: `rootward fix --from DIR --out DIR` writes it with `BoolIfExists: {"aws:AssumedRoot": "false"}`, then `aws organizations create-policy --type SERVICE_CONTROL_POLICY` and `attach-policy`.',
  references: [
    "AWS Organizations User Guide: Tasks and entities not restricted by SCPs",
    "IAM User Guide: AWS global condition context keys (aws:AssumedRoot)",
  ],
  standards: { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] },
  judge: judgeRootDeny,
  cases: [
    {
      name: "root is denied, central sessions are not",
      view: caseView({ policies: on(deny(exceptCentral)) }),
      expect: "pass",
    },
    { name: "no SCP but AWS's own", view: caseView({}), expect: "fail" },
    {
      name: "central sessions are denied too",
      view: caseView({ policies: on(deny(ordinaryRoot)) }),
      expect: "fail",
    },
    {
      name: "Bool without IfExists never meets root itself, whose requests lack the key",
      view: caseView({ policies: on(deny({ ...ordinaryRoot, Bool: { "aws:AssumedRoot": "false" } })) }),
      expect: "fail",
    },
    {
      name: "NotAction spares what an attacker wants",
      view: caseView({
        policies: on(
          oneStatement({ Effect: "Deny", NotAction: ["iam:*", "s3:*"], Resource: "*", Condition: exceptCentral }),
        ),
      }),
      expect: "fail",
    },
    {
      name: "a pattern that looks like root but is a user's name",
      view: caseView({ policies: on(deny({ ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:user/root" } })) }),
      expect: "fail",
    },
    {
      name: "attached to another unit",
      view: caseView({ policies: { scp: [{ on: "elsewhere", document: deny(exceptCentral) }] } }),
      expect: "fail",
    },
    {
      name: "root is denied from some places only, and nobody knows where it will call from",
      view: caseView({ policies: on(deny({ ...exceptCentral, StringNotEquals: { "aws:SourceIp": "192.0.2.1" } })) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "an account older than September 2017 may have a root that SCPs do not fully bind",
      view: caseView({ policies: on(deny(exceptCentral)), account: { createdAt: said("2016-05-01T00:00:00Z") } }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the age of the account is not known",
      view: caseView({ policies: on(deny(exceptCentral)), account: { createdAt: hidden("denied") } }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "an account made by the organization is as old as its membership",
      view: caseView({
        policies: on(deny(exceptCentral)),
        account: {
          createdAt: hidden("not-in-mode"),
          joinedMethod: said("CREATED"),
          joinedAt: said("2022-05-01T00:00:00Z"),
        },
      }),
      expect: "pass",
    },
    {
      name: "the policies were refused",
      view: caseView({ policies: { unseen: hidden("denied", "organizations:ListPolicies") } }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "no SCP binds the management account", view: caseView({ kind: "management" }), expect: "not-applicable" },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
