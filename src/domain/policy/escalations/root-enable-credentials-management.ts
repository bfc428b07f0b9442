import type { Escalation } from "../escalation.ts";

/** Central root credentials are turned on and used. */
export const rootEnableCredentialsManagement: Escalation = {
  id: "root-enable-credentials-management",
  title: "Central root credentials are turned on and used",
  kind: "root-takeover",
  needs: [
    { action: "iam:EnableOrganizationsRootCredentialsManagement", resource: "any" },
    { action: "sts:AssumeRoot", resource: "member root" },
  ],
  trust: null,
  gives: "root",
  gain: "Root credentials of members can be opened again or deleted.",
  unseen: "Trusted access for IAM is on in the organization.",
  seen: "The caller is in the management account.",
  pathfinding: null,
  aka: [],
  source: "own",
};
