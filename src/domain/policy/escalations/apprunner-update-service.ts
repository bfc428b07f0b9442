import type { Escalation } from "../escalation.ts";

/** An App Runner service that has a role gets new code. */
export const apprunnerUpdateService: Escalation = {
  id: "apprunner-update-service",
  title: "An App Runner service that has a role gets new code",
  kind: "existing-passrole",
  needs: [{ action: "apprunner:UpdateService", resource: "existing service" }],
  trust: "tasks.apprunner.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A service with an instance role exists.",
  seen: "Some role of the account trusts tasks.apprunner.amazonaws.com.",
  pathfinding: "apprunner-002",
  aka: [],
  source: "pathfinding",
};
