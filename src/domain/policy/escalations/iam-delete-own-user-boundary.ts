import type { Escalation } from "../escalation.ts";

/** A user deletes its own permissions boundary. */
export const iamDeleteOwnUserBoundary: Escalation = {
  id: "iam-delete-own-user-boundary",
  title: "A user deletes its own permissions boundary",
  kind: "self-escalation",
  needs: [{ action: "iam:DeleteUserPermissionsBoundary", resource: "own user" }],
  trust: null,
  gives: "without-boundary",
  gain: "The user has all that its policies allow.",
  unseen: null,
  seen: "The caller is an IAM user with a boundary.",
  pathfinding: "iam-022",
  aka: [],
  source: "pathfinding",
};
