import type { Escalation } from "../escalation.ts";

/** A role detaches a policy of its own that denies. */
export const iamDetachRoleDenyPolicy: Escalation = {
  id: "iam-detach-role-deny-policy",
  title: "A role detaches a policy of its own that denies",
  kind: "guard-removal",
  needs: [{ action: "iam:DetachRolePolicy", resource: "own role" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is a session of the role, and a managed policy with a Deny is attached to it. Roles under /aws-reserved/ cannot be changed.",
  pathfinding: null,
  aka: [],
  source: "own",
};
