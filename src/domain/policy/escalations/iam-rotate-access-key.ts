import type { Escalation } from "../escalation.ts";

/** A key of another user is deleted and a new one made. */
export const iamRotateAccessKey: Escalation = {
  id: "iam-rotate-access-key",
  title: "A key of another user is deleted and a new one made",
  kind: "principal-access",
  needs: [
    { action: "iam:DeleteAccessKey", resource: "target user" },
    { action: "iam:CreateAccessKey", resource: "target user" },
  ],
  trust: null,
  gives: "user-key",
  gain: "Long-term key of another user with full key slots.",
  unseen: null,
  seen: "The user has two access keys.",
  pathfinding: "iam-003",
  aka: [],
  source: "pathfinding",
};
