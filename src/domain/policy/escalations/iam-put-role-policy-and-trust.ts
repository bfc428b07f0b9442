import type { Escalation } from "../escalation.ts";

/** A role gets an inline policy and is made to trust the caller. */
export const iamPutRolePolicyAndTrust: Escalation = {
  id: "iam-put-role-policy-and-trust",
  title: "A role gets an inline policy and is made to trust the caller",
  kind: "principal-access",
  needs: [
    { action: "iam:PutRolePolicy", resource: "target role" },
    { action: "iam:UpdateAssumeRolePolicy", resource: "target role" },
  ],
  trust: null,
  gives: "role-with-any-policy",
  gain: "The caller is a role that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "The role is neither service-linked nor under /aws-reserved/.",
  pathfinding: "iam-021",
  aka: [],
  source: "pathfinding",
};
