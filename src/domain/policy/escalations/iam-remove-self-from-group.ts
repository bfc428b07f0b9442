import type { Escalation } from "../escalation.ts";

/** A user leaves a group that denies. */
export const iamRemoveSelfFromGroup: Escalation = {
  id: "iam-remove-self-from-group",
  title: "A user leaves a group that denies",
  kind: "guard-removal",
  needs: [{ action: "iam:RemoveUserFromGroup", resource: "own group" }],
  trust: null,
  gives: "without-deny",
  gain: "What the group's policies denied is open wherever another policy allows it.",
  unseen: null,
  seen: "The caller is an IAM user, and a policy of a group of it holds a Deny.",
  pathfinding: null,
  aka: [],
  source: "own",
};
