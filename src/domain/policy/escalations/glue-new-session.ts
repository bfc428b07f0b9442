import type { Escalation } from "../escalation.ts";

/** A role is handed to a new Glue session. */
export const glueNewSession: Escalation = {
  id: "glue-new-session",
  title: "A role is handed to a new Glue session",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "glue:CreateSession", resource: "new session" },
    { action: "glue:RunStatement", resource: "new session" },
  ],
  trust: "glue.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts glue.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "glue-007",
  aka: [],
  source: "pathfinding",
};
