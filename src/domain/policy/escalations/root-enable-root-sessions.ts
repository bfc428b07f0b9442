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
  gain: "Turns on root sessions, then takes one.",
  unseen: "Trusted access for IAM is on in the organization.",
  seen: "The caller is in the management account.",
  pathfinding: null,
  aka: [],
  source: "own",
};
