import type { Escalation } from "../escalation.ts";

/** A role is made to trust the caller. */
export const iamUpdateTrustPolicy: Escalation = {
  id: "iam-update-trust-policy",
  title: "A role is made to trust the caller",
  kind: "principal-access",
  needs: [{ action: "iam:UpdateAssumeRolePolicy", resource: "target role" }],
  trust: null,
  gives: "role",
  gain: "The caller is the role.",
  unseen: null,
  seen: "The role is neither service-linked nor under /aws-reserved/. The new trust names the caller, so no grant of sts:AssumeRole is needed; where the caller is denied it, the trust may name somebody else.",
  pathfinding: "iam-012",
  aka: ["sts-004"],
  source: "pathfinding",
};
