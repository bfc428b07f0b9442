import type { Escalation } from "../escalation.ts";

/** A key of another user is made. */
export const iamCreateAccessKey: Escalation = {
  id: "iam-create-access-key",
  title: "A key of another user is made",
  kind: "principal-access",
  needs: [{ action: "iam:CreateAccessKey", resource: "target user" }],
  trust: null,
  gives: "user-key",
  gain: "The caller has a key of the user, which does not run out.",
  unseen: null,
  seen: "The user has fewer than two access keys.",
  pathfinding: "iam-002",
  aka: [],
  source: "pathfinding",
};
