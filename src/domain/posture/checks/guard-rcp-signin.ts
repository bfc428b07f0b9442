import { isSeen } from "../../core/fact.ts";
import { oneStatement } from "../cases/case-policies.ts";
import { caseOrganizationSignin, caseSignin, refuseRoot } from "../cases/case-signin.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { guardPolicies } from "../guard/guard-policies.ts";
import { levelLayers } from "../guard/guard-request.ts";
import { rootRefusal } from "../guard/root-refusal.ts";
import { signinWall } from "../guard/signin-wall.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { unguardable } from "../read/unguardable.ts";

const resource = "sign-in";
const action = "signin:Authenticate";
const rcp = (statement: Readonly<Record<string, unknown>>) => ({
  rcp: [{ on: "root" as const, document: oneStatement(statement) }],
});
const refuse = refuseRoot(action, "signin:PrincipalArn");
const enabled = { organization: caseOrganizationSignin(true), account: { signin: caseSignin(false) } };

/** An RCP stops the root sign-in of members. */
export const guardRcpSignin: Check = {
  id: "guard-rcp-signin",
  title: "A resource control policy stops root sign-in",
  severity: "medium",
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
  why: "It is the only control in front of the root password prompt: with it, a stolen mailbox and a new phone end at a closed door. It does not stop calls signed with root access keys, and it has no effect until console authorization is enabled.",
  fix: "Attach guard P6 as an RCP at the organization root: `rootward fix --from DIR --out DIR` writes it, then `aws organizations create-policy --type RESOURCE_CONTROL_POLICY` and `attach-policy`, and enable console authorization for the organization (signin:PutConsoleAuthorizationConfiguration). Check first that no SCP denies the OAuth actions.",
  references: [
    "AWS Sign-In User Guide: Control access to the console",
    "AWS Organizations User Guide: Resource control policies",
  ],
  standards: {},
  judge: (view) => {
    const cannot = unguardable(view, resource, "RCP");
    if (cannot !== null) return cannot;
    const guards = guardPolicies(view, "RESOURCE_CONTROL_POLICY");
    if (!isSeen(guards)) return unseenFact(resource, guards, "organizations:ListPolicies");
    if (guards.value === null) {
      return fail(resource, [evidence("RCPs", "of no effect: the policy type is not enabled", guards)]);
    }
    const { names, gap, levels } = guards.value;
    const policies = levels.flatMap((level) => level.policies.map((each) => each.policy));
    const refusal = rootRefusal(view, action, { rcps: levelLayers(guards.value) }, policies);
    const shown = [
      evidence("RCPs on the path", names.join(", ") || "none but AWS's own", guards),
      evidence(`root refused at ${action}`, refusal, guards),
    ];
    if (refusal === "no") return fail(resource, shown);
    if (refusal === "unclear") {
      if (gap !== null) return unseenFact(resource, gap, "organizations:DescribePolicy", shown);
      return unknown(resource, "not-observable", "whether the conditions of the RCP hold at a root sign-in", shown);
    }
    const wall = signinWall(view);
    if (!isSeen(wall)) return unseenFact(resource, wall, "signin:GetConsoleAuthorizationConfiguration", shown);
    const all = [...shown, evidence("console authorization", wall.value ? "enabled" : "not enabled", wall)];
    if (!wall.value) {
      return fail(resource, all, { note: "The RCP has no effect, because console authorization is not enabled." });
    }
    return pass(resource, all, {
      note: refusal === "outside" ? "Root can still sign in from the networks that the RCP lists." : undefined,
    });
  },
  cases: [
    {
      name: "root is refused before the password, and the configuration is enabled",
      view: caseView({ ...enabled, policies: rcp(refuse) }),
      expect: "pass",
    },
    {
      name: "root is refused from everywhere but one network",
      view: caseView({
        ...enabled,
        policies: rcp({
          ...refuse,
          Condition: {
            ArnLike: { "signin:PrincipalArn": "arn:*:iam::*:root" },
            NotIpAddressIfExists: { "aws:SourceIp": "198.18.0.0/24" },
          },
        }),
      }),
      expect: "pass",
    },
    {
      name: "an RCP without effect, because the configuration is not enabled",
      view: caseView({
        organization: caseOrganizationSignin(false),
        account: { signin: caseSignin(false) },
        policies: rcp(refuse),
      }),
      expect: "fail",
    },
    { name: "no RCP but AWS's own", view: caseView(enabled), expect: "fail" },
    {
      name: "only the phase after the password is refused",
      view: caseView({ ...enabled, policies: rcp(refuseRoot("signin:CreateOAuth2Token", "aws:PrincipalArn")) }),
      expect: "fail",
    },
    {
      name: "the condition names a key that is not there before the password",
      view: caseView({ ...enabled, policies: rcp(refuseRoot(action, "aws:PrincipalArn")) }),
      expect: "fail",
    },
    {
      name: "the RCP type is not enabled",
      view: caseView({
        account: { signin: caseSignin(true) },
        policies: rcp(refuse),
        organization: { roots: said([{ id: "r-ex01", name: "Root", policyTypes: [] }]) },
      }),
      expect: "fail",
    },
    {
      name: "whether the configuration is enabled was refused",
      view: caseView({ account: { signin: caseSignin(hidden("denied")) }, policies: rcp(refuse) }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "a condition that nobody can tell",
      view: caseView({
        ...enabled,
        policies: rcp({ ...refuse, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }),
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    { name: "no RCP reaches the management account", view: caseView({ kind: "management" }), expect: "not-applicable" },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
