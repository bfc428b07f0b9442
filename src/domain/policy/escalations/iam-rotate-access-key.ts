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
  gain: "The caller has a key of the user in place of one of its two.",
  unseen: null,
  seen: "The user has two access keys.",
  pathfinding: "iam-003",
  aka: [],
  source: "pathfinding",
};
