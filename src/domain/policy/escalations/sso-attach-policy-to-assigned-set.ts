import type { Escalation } from "../escalation.ts";

/** A policy is attached to a permission set that the caller holds. */
export const ssoAttachPolicyToAssignedSet: Escalation = {
  id: "sso-attach-policy-to-assigned-set",
  title: "A policy is attached to a permission set that the caller holds",
  kind: "self-escalation",
  needs: [{ action: "sso:AttachManagedPolicyToPermissionSet", resource: "existing permission set" }],
  trust: null,
  gives: "permission-set",
  gain: "The caller has every right wherever the set is assigned.",
  unseen: "The permission set is assigned to the caller, and the change reaches the accounts.",
  seen: null,
  pathfinding: "sso-002",
  aka: [],
  source: "pathfinding",
};
