import type { Escalation } from "../escalation.ts";

/** A user joins a group. */
export const iamAddSelfToGroup: Escalation = {
  id: "iam-add-self-to-group",
  title: "A user joins a group",
  kind: "self-escalation",
  needs: [{ action: "iam:AddUserToGroup", resource: "target group" }],
  trust: null,
  gives: "group-rights",
  gain: "The user has every right of the group.",
  unseen: null,
  seen: "The caller is an IAM user, and a group exists that it is not in.",
  pathfinding: "iam-013",
  aka: [],
  source: "pathfinding",
};
