import type { Escalation } from "../escalation.ts";

/** A user attaches a policy to a group of its own. */
export const iamAttachOwnGroupPolicy: Escalation = {
  id: "iam-attach-own-group-policy",
  title: "A user attaches a policy to a group of its own",
  kind: "self-escalation",
  needs: [{ action: "iam:AttachGroupPolicy", resource: "own group" }],
  trust: null,
  gives: "any-policy",
  gain: "The user has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is an IAM user and in the group; AdministratorAccess is the policy that conditions are asked about.",
  pathfinding: "iam-010",
  aka: [],
  source: "pathfinding",
};
