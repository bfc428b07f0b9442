import { caseView, hidden, said } from "../cases/case-view.ts";
import { oneStatement } from "../cases/case-policies.ts";
import type { Check } from "../check.ts";
import type { GuardRequest } from "../guard/guard-request.ts";
import { judgeScp } from "../guard/judge-scp.ts";
import { declared } from "../read/declared.ts";

const phone = "account:PutContactInformation";
const others = [
  "account:PutAlternateContact",
  "account:DeleteAlternateContact",
  "account:SendPhoneNumberVerification",
  "account:VerifyPhoneNumber",
];
const legacy = "aws-portal:ModifyAccount";
const all = [phone, ...others, legacy];
const writer = "arn:*:iam::*:role/ContactWriter";
const deny = { Effect: "Deny", Action: all, Resource: "*" };
const exempt = { ArnNotLike: { "aws:PrincipalArn": [writer] } };

/** SCPs deny contact changes in members. */
export const guardScpContactWrite: Check = {
  id: "guard-scp-contact-write",
  title: "An SCP denies contact changes in the account",
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
  why: "Any administrator of the account, a CI role included, can set the recovery phone to a number of an attacker. Only an SCP stops administrators and root alike; an identity policy is theirs to change.",
  fix: "Attach guard P1 at the organization root: `rootward fix --from DIR --out DIR` writes it with your declared contact role as the exception, then `aws organizations create-policy --type SERVICE_CONTROL_POLICY` and `attach-policy`. Try it on one unit first.",
  references: [
    "AWS Organizations User Guide: SCP evaluation",
    "Account Management API Reference: PutContactInformation",
  ],
  standards: { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] },
  judge: (view) => {
    const account = `arn:${view.manifest.partition}:account::${view.account.id}:account`;
    const requests = all.map((action): GuardRequest => ({ action, resource: action === legacy ? "*" : account }));
    return judgeScp(view, {
      requests: () => requests,
      declared: declared(view).contactWriters ?? [],
      // The alternate contacts do not recover root, and few accounts still obey the old billing action.
      milder: Object.fromEntries([...others, legacy].map((action) => [action, "medium" as const])),
    });
  },
  cases: [
    {
      name: "denied to all but the declared role",
      view: caseView({
        policies: { scp: [{ on: "root", document: oneStatement({ ...deny, Condition: exempt }) }] },
        declared: { contactWriters: [writer] },
      }),
      expect: "pass",
    },
    {
      name: "denied by an allow list that leaves account actions out",
      view: caseView({
        policies: {
          fullAccessOnUnit: false,
          scp: [{ on: "unit", document: oneStatement({ Effect: "Allow", Action: ["ec2:*", "s3:*"], Resource: "*" }) }],
        },
      }),
      expect: "pass",
    },
    {
      name: "denied by NotAction that spares other services",
      view: caseView({
        policies: {
          scp: [
            { on: "unit", document: oneStatement({ Effect: "Deny", NotAction: ["ec2:*", "iam:*"], Resource: "*" }) },
          ],
        },
      }),
      expect: "pass",
    },
    { name: "no SCP but AWS's own", view: caseView({}), expect: "fail" },
    {
      name: "the exempt role is not declared",
      view: caseView({ policies: { scp: [{ on: "root", document: oneStatement({ ...deny, Condition: exempt }) }] } }),
      expect: "fail",
    },
    {
      name: "NotAction that spares account actions denies everything but these",
      view: caseView({
        policies: {
          scp: [{ on: "root", document: oneStatement({ Effect: "Deny", NotAction: "account:*", Resource: "*" }) }],
        },
      }),
      expect: "fail",
    },
    {
      name: "a condition that never holds here",
      view: caseView({
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({ ...deny, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-another" } } }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "attached to another unit",
      view: caseView({ policies: { scp: [{ on: "elsewhere", document: oneStatement(deny) }] } }),
      expect: "fail",
    },
    {
      name: "the SCP type is not enabled",
      view: caseView({
        policies: { scp: [{ on: "root", document: oneStatement(deny) }] },
        organization: { roots: said([{ id: "r-ex01", name: "Root", policyTypes: [] }]) },
      }),
      expect: "fail",
    },
    {
      name: "only root is denied, administrators are not",
      view: caseView({
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({ ...deny, Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "who has the tag is not known",
      view: caseView({
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({
                ...deny,
                Condition: { StringNotEquals: { "aws:PrincipalTag/contacts": "yes" } },
              }),
            },
          ],
        },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the text of the SCP was refused",
      view: caseView({
        policies: { scp: [{ on: "root", document: hidden("denied", "organizations:DescribePolicy") }] },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "an allow list leaves account actions out, but what else is attached there was refused",
      view: caseView({
        policies: {
          fullAccessOnUnit: false,
          scp: [
            { on: "unit", document: oneStatement({ Effect: "Allow", Action: "ec2:*", Resource: "*" }) },
            { on: "unit", document: hidden("denied", "organizations:DescribePolicy") },
          ],
        },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "a scan of one account sees no SCP",
      view: caseView({ policies: { unseen: hidden("not-in-mode", "organizations:ListPolicies") } }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    {
      name: "no SCP binds the management account",
      view: caseView({ kind: "management", policies: { scp: [{ on: "root", document: oneStatement(deny) }] } }),
      expect: "not-applicable",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
