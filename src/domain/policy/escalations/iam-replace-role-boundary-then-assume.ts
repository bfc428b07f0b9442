import type { Escalation } from "../escalation.ts";

/** A role that trusts the caller gets a wider permissions boundary. */
export const iamReplaceRoleBoundaryThenAssume: Escalation = {
  id: "iam-replace-role-boundary-then-assume",
  title: "A role that trusts the caller gets a wider permissions boundary",
  kind: "guard-removal",
  needs: [
    { action: "iam:PutRolePermissionsBoundary", resource: "target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role-without-boundary",
  gain: "The caller is a role that has all its policies allow.",
  unseen: null,
  seen: "The role has a boundary; AdministratorAccess is the one that conditions are asked about. The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant.",
  pathfinding: null,
  aka: [],
  source: "own",
};
