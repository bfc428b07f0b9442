import type { Escalation } from "../escalation.ts";

/** A user deletes an inline policy of its own that denies. */
export const iamDeleteOwnInlineDeny: Escalation = {
  id: "iam-delete-own-inline-deny",
  title: "A user deletes an inline policy of its own that denies",
  kind: "self-escalation",
  needs: [{ action: "iam:DeleteUserPolicy", resource: "own user" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is an IAM user, and an inline policy of it holds a Deny.",
  pathfinding: "iam-026",
  aka: [],
  source: "pathfinding",
};
