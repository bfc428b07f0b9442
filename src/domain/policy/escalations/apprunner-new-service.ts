import type { Escalation } from "../escalation.ts";

/** A role is handed to a new App Runner service. */
export const apprunnerNewService: Escalation = {
  id: "apprunner-new-service",
  title: "A role is handed to a new App Runner service",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "apprunner:CreateService", resource: "new service" },
  ],
  trust: "tasks.apprunner.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts tasks.apprunner.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "apprunner-001",
  aka: [],
  source: "pathfinding",
};
