import type { Escalation } from "../escalation.ts";

/** An inline policy is written on a permission set that the caller holds. */
export const ssoInlinePolicyOnAssignedSet: Escalation = {
  id: "sso-inline-policy-on-assigned-set",
  title: "An inline policy is written on a permission set that the caller holds",
  kind: "self-escalation",
  needs: [{ action: "sso:PutInlinePolicyToPermissionSet", resource: "existing permission set" }],
  trust: null,
  gives: "permission-set",
  gain: "The caller has every right wherever the set is assigned.",
  unseen: "The permission set is assigned to the caller, and the change reaches the accounts.",
  seen: null,
  pathfinding: "sso-003",
  aka: [],
  source: "pathfinding",
};
