import type { Escalation } from "../escalation.ts";

/** A user puts a wider permissions boundary on itself. */
export const iamReplaceOwnUserBoundary: Escalation = {
  id: "iam-replace-own-user-boundary",
  title: "A user puts a wider permissions boundary on itself",
  kind: "self-escalation",
  needs: [{ action: "iam:PutUserPermissionsBoundary", resource: "own user" }],
  trust: null,
  gives: "without-boundary",
  gain: "The user has all that its policies allow.",
  unseen: null,
  seen: "The caller is an IAM user with a boundary; AdministratorAccess is the boundary that conditions are asked about.",
  pathfinding: "iam-024",
  aka: [],
  source: "pathfinding",
};
