import type { Escalation } from "../escalation.ts";

/** A role is made to trust the account, and is assumed. */
export const iamUpdateTrustThenAssume: Escalation = {
  id: "iam-update-trust-then-assume",
  title: "A role is made to trust the account, and is assumed",
  kind: "principal-access",
  needs: [
    { action: "iam:UpdateAssumeRolePolicy", resource: "target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role",
  gain: "The caller is the role.",
  unseen: null,
  seen: "The role is neither service-linked nor under /aws-reserved/. The new trust names the account, so the caller needs a grant of sts:AssumeRole.",
  pathfinding: null,
  aka: ["AssumeRole+UpdateAssumeRolePolicy"],
  source: "prowler",
};
