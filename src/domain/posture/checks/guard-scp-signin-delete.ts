import { isSeen } from "../../core/fact.ts";
import { oneStatement } from "../cases/case-policies.ts";
import { caseOrganizationSignin, caseSignin } from "../cases/case-signin.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { guardedAccount, judgeScp } from "../guard/judge-scp.ts";
import { signinWall } from "../guard/signin-wall.ts";
import { declared } from "../read/declared.ts";
import { evidence } from "../read/evidence.ts";
import { notApplicable, unseenFact } from "../read/judgement.ts";
import { unguardable } from "../read/unguardable.ts";

const actions = [
  "signin:PutConsoleAuthorizationConfiguration",
  "signin:DeleteConsoleAuthorizationConfiguration",
  "signin:PutResourcePermissionStatement",
  "signin:DeleteResourcePermissionStatement",
];
const deny = { Effect: "Deny", Action: actions, Resource: "*" };
const on = { organization: caseOrganizationSignin(true), account: { signin: caseSignin(false) } };

/** SCPs protect the sign-in wall. */
export const guardScpSigninDelete: Check = {
  id: "guard-scp-signin-delete",
  title: "An SCP protects the sign-in policies from being taken down",
  severity: "high",
  scope: "account",
  needs: [
    "signin:GetConsoleAuthorizationConfiguration",
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  why: "One call, signin:DeleteConsoleAuthorizationConfiguration, takes the wall in front of the root password down. If any administrator of the account may make it, the wall stops everybody but the one attacker who got that far.",
  fix: "Attach guard P5 at the organization root: `rootward fix --from DIR --out DIR` writes it with your declared break-glass roles (`declared.rootAdmins`) as the exception. Never deny signin:Authenticate or the OAuth actions by SCP: that locks people out of the console.",
  references: ["AWS Sign-In User Guide: Control access to the console", "AWS Organizations User Guide: SCP evaluation"],
  standards: { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] },
  judge: (view) => {
    const cannot = unguardable(view, guardedAccount, "SCP");
    if (cannot !== null) return cannot;
    const wall = signinWall(view);
    if (!isSeen(wall)) return unseenFact(guardedAccount, wall, "signin:GetConsoleAuthorizationConfiguration");
    if (!wall.value) {
      const shown = [evidence("console authorization", "not enabled", wall)];
      return notApplicable(guardedAccount, "There is no sign-in wall to protect.", shown);
    }
    const requests = actions.map((action) => ({ action, resource: "*" }));
    return judgeScp(view, { requests: () => requests, declared: declared(view).rootAdmins ?? [] });
  },
  cases: [
    {
      name: "the four writes are denied to all",
      view: caseView({ ...on, policies: { scp: [{ on: "root", document: oneStatement(deny) }] } }),
      expect: "pass",
    },
    {
      name: "only the declared break-glass role may",
      view: caseView({
        ...on,
        policies: {
          scp: [
            {
              on: "root",
              document: oneStatement({
                ...deny,
                Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/BreakGlass" } },
              }),
            },
          ],
        },
        declared: { rootAdmins: ["arn:*:iam::*:role/BreakGlass"] },
      }),
      expect: "pass",
    },
    { name: "a wall without an SCP", view: caseView(on), expect: "fail" },
    {
      name: "deleting is denied, replacing is not",
      view: caseView({
        ...on,
        policies: { scp: [{ on: "root", document: oneStatement({ ...deny, Action: "signin:Delete*" }) }] },
      }),
      expect: "fail",
    },
    {
      name: "whether there is a wall was refused",
      view: caseView({
        account: { signin: caseSignin(hidden("denied")) },
        organization: caseOrganizationSignin(false),
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "no wall, nothing to protect",
      view: caseView({ account: { signin: caseSignin(false) }, organization: caseOrganizationSignin(false) }),
      expect: "not-applicable",
    },
    { name: "no SCP binds the management account", view: caseView({ kind: "management" }), expect: "not-applicable" },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
