import type { Escalation } from "../escalation.ts";

/** A new permission set is made and assigned. */
export const ssoNewAdminPermissionSet: Escalation = {
  id: "sso-new-admin-permission-set",
  title: "A new permission set is made and assigned",
  kind: "self-escalation",
  needs: [
    { action: "sso:CreatePermissionSet", resource: "new permission set" },
    { action: "sso:AttachManagedPolicyToPermissionSet", resource: "new permission set" },
    { action: "sso:CreateAccountAssignment", resource: "any" },
  ],
  trust: null,
  gives: "permission-set",
  gain: "The caller has every right in every account of the organization.",
  unseen: "Identity Center is run from this account, and the caller has an identity in it.",
  seen: null,
  pathfinding: "sso-001",
  aka: [],
  source: "pathfinding",
};
