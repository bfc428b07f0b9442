import type { Escalation } from "../escalation.ts";

/** A role is handed to a new automation document. */
export const ssmNewAutomation: Escalation = {
  id: "ssm-new-automation",
  title: "A role is handed to a new automation document",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ssm:CreateDocument", resource: "new document" },
    { action: "ssm:StartAutomationExecution", resource: "new document" },
  ],
  trust: "ssm.amazonaws.com",
  gives: "passed-role",
  gain: "Calls of the caller's choice are made with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts ssm.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ssm-003",
  aka: [],
  source: "pathfinding",
};
