import type { Escalation } from "../escalation.ts";

/** A user detaches a policy of its own that denies. */
export const iamDetachOwnDenyPolicy: Escalation = {
  id: "iam-detach-own-deny-policy",
  title: "A user detaches a policy of its own that denies",
  kind: "self-escalation",
  needs: [{ action: "iam:DetachUserPolicy", resource: "own user" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is an IAM user, and a managed policy with a Deny is attached to it.",
  pathfinding: "iam-025",
  aka: [],
  source: "pathfinding",
};
