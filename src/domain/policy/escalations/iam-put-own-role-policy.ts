import type { Escalation } from "../escalation.ts";

/** A role writes an inline policy on itself. */
export const iamPutOwnRolePolicy: Escalation = {
  id: "iam-put-own-role-policy",
  title: "A role writes an inline policy on itself",
  kind: "self-escalation",
  needs: [{ action: "iam:PutRolePolicy", resource: "own role" }],
  trust: null,
  gives: "any-policy",
  gain: "The caller has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is a session of the role. Roles under /aws-reserved/ cannot be changed.",
  pathfinding: "iam-005",
  aka: [],
  source: "pathfinding",
};
