import type { Escalation } from "../escalation.ts";

/** A Glue development endpoint that has a role takes an SSH key. */
export const glueUpdateDevEndpoint: Escalation = {
  id: "glue-update-dev-endpoint",
  title: "A Glue development endpoint that has a role takes an SSH key",
  kind: "existing-passrole",
  needs: [{ action: "glue:UpdateDevEndpoint", resource: "existing dev endpoint" }],
  trust: "glue.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A development endpoint with a role exists.",
  seen: "Some role of the account trusts glue.amazonaws.com.",
  pathfinding: "glue-002",
  aka: [],
  source: "pathfinding",
};
