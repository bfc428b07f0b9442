import { isSeen, type Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { Layers } from "../../iam/decide/question.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { AccountView } from "../account-view.ts";
import { evidence } from "../read/evidence.ts";
import { guardPolicies } from "./guard-policies.ts";
import { allowEverybody } from "./guard-request.ts";
import { denialsOf, signinPolicy } from "./signin-policy.ts";

/** Every Deny that may speak of sign-in to an account, each alone in the layer it belongs to. */
export interface SigninStatements {
  readonly statements: readonly { readonly policy: Policy; readonly layers: Partial<Layers> }[];
  readonly gaps: readonly Unseen[];
  readonly evidence: readonly Evidence[];
}

/** Collects the statements of the account's own sign-in policy and, for a member, of the RCPs on its path. */
export function signinStatements(view: AccountView): SigninStatements {
  const statements: { policy: Policy; layers: Partial<Layers> }[] = [];
  const gaps: Unseen[] = [];
  const shown: Evidence[] = [];
  const own = signinPolicy(view);
  if (!isSeen(own)) gaps.push(own);
  else {
    shown.push(evidence("sign-in policy of the account", own.value === null ? "none" : "present", own));
    for (const policy of own.value === null ? [] : denialsOf(own.value)) {
      statements.push({ policy, layers: { resource: { name: "sign-in policy", policy } } });
    }
  }
  if (view.account.kind !== "member") return { statements, gaps, evidence: shown };
  const guards = guardPolicies(view, "RESOURCE_CONTROL_POLICY");
  if (!isSeen(guards)) gaps.push(guards);
  else {
    shown.push(evidence("RCPs on the path", guards.value?.names.join(", ") || "none but AWS's own", guards));
    if (guards.value !== null && guards.value.gap !== null) gaps.push(guards.value.gap);
    for (const { name, policy } of guards.value?.levels.flatMap((level) => level.policies) ?? []) {
      for (const alone of denialsOf(policy)) {
        statements.push({ policy: alone, layers: { rcps: [[allowEverybody, { name, policy: alone }]] } });
      }
    }
  }
  return { statements, gaps, evidence: shown };
}
