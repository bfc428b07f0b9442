import type { Escalation } from "../escalation.ts";

/** A role that trusts the caller loses its permissions boundary. */
export const iamDeleteRoleBoundaryThenAssume: Escalation = {
  id: "iam-delete-role-boundary-then-assume",
  title: "A role that trusts the caller loses its permissions boundary",
  kind: "principal-access",
  needs: [
    { action: "iam:DeleteRolePermissionsBoundary", resource: "target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role-without-boundary",
  gain: "The caller is a role that has all its policies allow.",
  unseen: null,
  seen: "The role has a boundary. The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant.",
  pathfinding: "iam-023",
  aka: [],
  source: "pathfinding",
};
