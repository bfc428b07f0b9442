import type { Escalation } from "../escalation.ts";

/** A user writes an inline policy on a group of its own. */
export const iamPutOwnGroupPolicy: Escalation = {
  id: "iam-put-own-group-policy",
  title: "A user writes an inline policy on a group of its own",
  kind: "self-escalation",
  needs: [{ action: "iam:PutGroupPolicy", resource: "own group" }],
  trust: null,
  gives: "any-policy",
  gain: "The user has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is an IAM user and in the group.",
  pathfinding: "iam-011",
  aka: [],
  source: "pathfinding",
};
