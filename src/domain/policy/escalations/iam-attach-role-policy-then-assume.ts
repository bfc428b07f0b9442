import type { Escalation } from "../escalation.ts";

/** A role that trusts the caller gets any policy. */
export const iamAttachRolePolicyThenAssume: Escalation = {
  id: "iam-attach-role-policy-then-assume",
  title: "A role that trusts the caller gets any policy",
  kind: "principal-access",
  needs: [
    { action: "iam:AttachRolePolicy", resource: "target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role-with-any-policy",
  gain: "The caller is a role that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "The role is neither service-linked nor under /aws-reserved/. The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant.",
  pathfinding: "iam-014",
  aka: [],
  source: "pathfinding",
};
