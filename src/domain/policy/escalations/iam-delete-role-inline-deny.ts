import type { Escalation } from "../escalation.ts";

/** A role deletes an inline policy of its own that denies. */
export const iamDeleteRoleInlineDeny: Escalation = {
  id: "iam-delete-role-inline-deny",
  title: "A role deletes an inline policy of its own that denies",
  kind: "guard-removal",
  needs: [{ action: "iam:DeleteRolePolicy", resource: "own role" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is a session of the role, and an inline policy of it holds a Deny. Roles under /aws-reserved/ cannot be changed.",
  pathfinding: null,
  aka: [],
  source: "own",
};
