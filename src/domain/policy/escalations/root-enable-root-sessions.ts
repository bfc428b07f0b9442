import type { Escalation } from "../escalation.ts";

/** Root sessions are turned on and one is taken. */
export const rootEnableRootSessions: Escalation = {
  id: "root-enable-root-sessions",
  title: "Root sessions are turned on and one is taken",
  kind: "root-takeover",
  needs: [
    { action: "iam:EnableOrganizationsRootSessions", resource: "any" },
    { action: "sts:AssumeRoot", resource: "member root" },
  ],
  trust: null,
  gives: "root",
  gain: "The caller is root of a member for at most 900 seconds, within one task policy.",
  unseen: "Trusted access for IAM is on in the organization.",
  seen: "The caller is in the management account.",
  pathfinding: null,
  aka: [],
  source: "own",
};
