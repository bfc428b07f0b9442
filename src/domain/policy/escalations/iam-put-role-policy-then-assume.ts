import type { Escalation } from "../escalation.ts";

/** A role that trusts the caller gets an inline policy. */
export const iamPutRolePolicyThenAssume: Escalation = {
  id: "iam-put-role-policy-then-assume",
  title: "A role that trusts the caller gets an inline policy",
  kind: "principal-access",
  needs: [
    { action: "iam:PutRolePolicy", resource: "target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role-with-any-policy",
  gain: "The caller is a role that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "The role is neither service-linked nor under /aws-reserved/. The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant.",
  pathfinding: "iam-017",
  aka: [],
  source: "pathfinding",
};
