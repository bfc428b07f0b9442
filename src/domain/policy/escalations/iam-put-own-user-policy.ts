import type { Escalation } from "../escalation.ts";

/** A user writes an inline policy on itself. */
export const iamPutOwnUserPolicy: Escalation = {
  id: "iam-put-own-user-policy",
  title: "A user writes an inline policy on itself",
  kind: "self-escalation",
  needs: [{ action: "iam:PutUserPolicy", resource: "own user" }],
  trust: null,
  gives: "any-policy",
  gain: "The caller has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is an IAM user.",
  pathfinding: "iam-007",
  aka: [],
  source: "pathfinding",
};
