import type { Escalation } from "../escalation.ts";

/** A user attaches a policy to itself. */
export const iamAttachOwnUserPolicy: Escalation = {
  id: "iam-attach-own-user-policy",
  title: "A user attaches a policy to itself",
  kind: "self-escalation",
  needs: [{ action: "iam:AttachUserPolicy", resource: "own user" }],
  trust: null,
  gives: "any-policy",
  gain: "The caller has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is an IAM user; AdministratorAccess is the policy that conditions are asked about.",
  pathfinding: "iam-008",
  aka: [],
  source: "pathfinding",
};
