import type { Escalation } from "../escalation.ts";

/** A role's policy is rewritten, and the role is made to trust the caller. */
export const iamPolicyVersionAndTrust: Escalation = {
  id: "iam-policy-version-and-trust",
  title: "A role's policy is rewritten, and the role is made to trust the caller",
  kind: "principal-access",
  needs: [
    { action: "iam:CreatePolicyVersion", resource: "policy on target role" },
    { action: "iam:UpdateAssumeRolePolicy", resource: "target role" },
  ],
  trust: null,
  gives: "role-with-any-policy",
  gain: "The caller is a role that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "A customer managed policy is attached to the role. With five versions one has to be deleted first.",
  pathfinding: "iam-020",
  aka: [],
  source: "pathfinding",
};
