import type { Escalation } from "../escalation.ts";

/** A policy with a Deny is detached from a group of one's own. */
export const iamDetachGroupDenyPolicy: Escalation = {
  id: "iam-detach-group-deny-policy",
  title: "A policy with a Deny is detached from a group of one's own",
  kind: "guard-removal",
  needs: [{ action: "iam:DetachGroupPolicy", resource: "own group" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is an IAM user, and a managed policy with a Deny is attached to a group of it.",
  pathfinding: null,
  aka: [],
  source: "own",
};
