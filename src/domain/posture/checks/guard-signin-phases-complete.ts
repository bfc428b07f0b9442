import { oneStatement } from "../cases/case-policies.ts";
import { caseSignin, refuseRoot } from "../cases/case-signin.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { signinStatements } from "../guard/signin-statements.ts";
import { signinActions, touches } from "../guard/root-refusal.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";

const resource = "sign-in";
const before = refuseRoot("signin:Authenticate", "signin:PrincipalArn");
const after = refuseRoot(["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"], "aws:PrincipalArn");
const rcp = (...statements: readonly Readonly<Record<string, unknown>>[]) => ({
  rcp: [{ on: "root" as const, document: { Version: "2012-10-17", Statement: statements } }],
});
const noPolicy = { signin: caseSignin(true, null) };

/** Sign-in statements cover both phases. */
export const guardSigninPhasesComplete: Check = {
  id: "guard-signin-phases-complete",
  title: "Sign-in statements cover the time before and after the password",
  severity: "high",
  scope: "account",
  needs: [
    "signin:GetResourcePolicy",
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  why: "A console sign-in asks three times: signin:Authenticate before the password, signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token after it. A wall that leaves one of them out has a door in it, for instance for a session that was authenticated elsewhere.",
  fix: "Add the missing actions. signin:PrincipalArn is there only before the password and aws:PrincipalArn only after it, so one statement cannot cover both: take the pair of guard P6 from `rootward fix --from DIR --out DIR`.",
  references: ["AWS Sign-In User Guide: Condition keys for console access control"],
  standards: {},
  judge: (view) => {
    const { statements, gaps, evidence } = signinStatements(view);
    const covered = (action: (typeof signinActions)[number]): boolean =>
      statements.some(({ layers, policy }) => touches(view, action, layers, [policy]));
    const missing = signinActions.filter((action) => !covered(action));
    if (missing.length === 0) return pass(resource, evidence);
    const [gap] = gaps;
    if (gap !== undefined) return unseenFact(resource, gap, "signin:GetResourcePolicy", evidence);
    if (missing.length === signinActions.length) {
      return notApplicable(resource, "There are no sign-in statements.", evidence);
    }
    return fail(resource, evidence, { note: `Not covered: ${missing.join(", ")}.` });
  },
  cases: [
    { name: "both phases", view: caseView({ account: noPolicy, policies: rcp(before, after) }), expect: "pass" },
    {
      name: "one phase by the account, the other by an RCP",
      view: caseView({ account: { signin: caseSignin(true, oneStatement(before)) }, policies: rcp(after) }),
      expect: "pass",
    },
    {
      name: "the phase after the password is left out",
      view: caseView({ account: noPolicy, policies: rcp(before) }),
      expect: "fail",
    },
    {
      name: "all actions in one statement, on a key that only the first phase has",
      view: caseView({ account: noPolicy, policies: rcp(refuseRoot("signin:*", "signin:PrincipalArn")) }),
      expect: "fail",
    },
    {
      name: "an Allow covers nothing",
      view: caseView({ account: noPolicy, policies: rcp({ ...after, Effect: "Allow" }, before) }),
      expect: "fail",
    },
    {
      name: "the account's own policy was refused",
      view: caseView({ account: { signin: caseSignin(true, hidden("denied")) }, policies: rcp(before) }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "no statements at all", view: caseView({ account: noPolicy }), expect: "not-applicable" },
  ],
};
