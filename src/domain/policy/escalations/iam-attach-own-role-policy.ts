import type { Escalation } from "../escalation.ts";

/** A role attaches a policy to itself. */
export const iamAttachOwnRolePolicy: Escalation = {
  id: "iam-attach-own-role-policy",
  title: "A role attaches a policy to itself",
  kind: "self-escalation",
  needs: [{ action: "iam:AttachRolePolicy", resource: "own role" }],
  trust: null,
  gives: "any-policy",
  gain: "The caller has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "The caller is a session of the role; AdministratorAccess is the policy that conditions are asked about.",
  pathfinding: "iam-009",
  aka: [],
  source: "pathfinding",
};
