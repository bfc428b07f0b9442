import type { Escalation } from "../escalation.ts";

/** A key of another user is made. */
export const iamCreateAccessKey: Escalation = {
  id: "iam-create-access-key",
  title: "A key of another user is made",
  kind: "principal-access",
  needs: [{ action: "iam:CreateAccessKey", resource: "target user" }],
  trust: null,
  gives: "user-key",
  gain: "Long-term key of another user.",
  unseen: null,
  seen: "The user has fewer than two access keys.",
  pathfinding: "iam-002",
  aka: [],
  source: "pathfinding",
};
