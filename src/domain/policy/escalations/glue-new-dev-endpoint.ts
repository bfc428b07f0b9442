import type { Escalation } from "../escalation.ts";

/** A role is handed to a new Glue development endpoint. */
export const glueNewDevEndpoint: Escalation = {
  id: "glue-new-dev-endpoint",
  title: "A role is handed to a new Glue development endpoint",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "glue:CreateDevEndpoint", resource: "new dev endpoint" },
  ],
  trust: "glue.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts glue.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "glue-001",
  aka: [],
  source: "pathfinding",
};
