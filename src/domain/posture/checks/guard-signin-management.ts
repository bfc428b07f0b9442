import { isSeen } from "../../core/fact.ts";
import { oneStatement } from "../cases/case-policies.ts";
import { caseOrganizationSignin, caseSignin, refuseRoot } from "../cases/case-signin.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { rootRefusal } from "../guard/root-refusal.ts";
import { signinPolicy } from "../guard/signin-policy.ts";
import { signinWall } from "../guard/signin-wall.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { outsideOrganization } from "../read/outside-organization.ts";

const resource = "sign-in";
const action = "signin:Authenticate";
const refuse = oneStatement(refuseRoot(action, "signin:PrincipalArn"));
const unverified = { note: "Whether AWS binds the root user of the management account by it is unverified." };

/** The management account has a sign-in policy of its own. */
export const guardSigninManagement: Check = {
  id: "guard-signin-management",
  title: "The management account has a sign-in policy that covers its root user",
  severity: "medium",
  scope: "organization",
  needs: [
    "signin:GetConsoleAuthorizationConfiguration",
    "signin:GetResourcePolicy",
    "organizations:DescribeOrganization",
  ],
  why: "No SCP or RCP reaches the management account, and its root controls every member. A sign-in policy of the account itself is the only thing that can stand in front of that password.",
  fix: "Put guard P7 on the management account: `rootward fix --from DIR --out DIR` writes the statement and the calls (signin:PutResourcePermissionStatement, then signin:PutConsoleAuthorizationConfiguration). It must exclude one recovery principal; test with that principal signed in.",
  references: ["AWS Sign-In User Guide: Control access to the console"],
  standards: {},
  judge: (view) => {
    const outside = outsideOrganization(view, resource);
    if (outside !== null) return outside;
    const policy = signinPolicy(view);
    if (view.account.kind === "member") {
      const needs = "a scan of the management account";
      return unknown(resource, "not-in-mode", needs);
    }
    if (!isSeen(policy)) return unseenFact(resource, policy, "signin:GetResourcePolicy");
    if (policy.value === null) return fail(resource, [evidence("sign-in policy", "none", policy)], unverified);
    const layers = { resource: { name: "sign-in policy", policy: policy.value } };
    const refusal = rootRefusal(view, action, layers, [policy.value]);
    const shown = [evidence(`root refused at ${action}`, refusal, policy)];
    if (refusal === "no") return fail(resource, shown, unverified);
    if (refusal === "unclear") {
      return unknown(
        resource,
        "not-observable",
        "whether its conditions hold at a root sign-in",
        shown,
        unverified.note,
      );
    }
    const wall = signinWall(view);
    if (!isSeen(wall)) return unseenFact(resource, wall, "signin:GetConsoleAuthorizationConfiguration", shown);
    const all = [...shown, evidence("console authorization", wall.value ? "enabled" : "not enabled", wall)];
    return wall.value ? pass(resource, all, unverified) : fail(resource, all, unverified);
  },
  cases: [
    {
      name: "root is refused by the account's own policy",
      view: caseView({
        kind: "management",
        account: { signin: caseSignin(true, refuse) },
        organization: caseOrganizationSignin(false),
      }),
      expect: "pass",
    },
    {
      name: "no sign-in policy",
      view: caseView({ kind: "management", account: { signin: caseSignin(false, null) } }),
      expect: "fail",
    },
    {
      name: "a policy without effect, because the configuration is not enabled",
      view: caseView({
        kind: "management",
        account: { signin: caseSignin(false, refuse) },
        organization: caseOrganizationSignin(false),
      }),
      expect: "fail",
    },
    {
      name: "a policy that speaks of one user only",
      view: caseView({
        kind: "management",
        account: {
          signin: caseSignin(
            true,
            oneStatement({
              ...refuseRoot(action, "signin:PrincipalArn"),
              Condition: { ArnLike: { "signin:PrincipalArn": "arn:*:iam::*:user/ann" } },
            }),
          ),
        },
      }),
      expect: "fail",
    },
    {
      name: "the policy was refused",
      view: caseView({ kind: "management", account: { signin: caseSignin(true, hidden("denied")) } }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "a scan of one member does not see the management account",
      view: caseView({ mode: "account" }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
