import type { Escalation } from "../escalation.ts";

/** An inline policy with a Deny is deleted from a group of one's own. */
export const iamDeleteGroupInlineDeny: Escalation = {
  id: "iam-delete-group-inline-deny",
  title: "An inline policy with a Deny is deleted from a group of one's own",
  kind: "guard-removal",
  needs: [{ action: "iam:DeleteGroupPolicy", resource: "own group" }],
  trust: null,
  gives: "without-deny",
  gain: "What the policy denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is an IAM user, and an inline policy of a group of it holds a Deny.",
  pathfinding: null,
  aka: [],
  source: "own",
};
