import type { Escalation } from "../escalation.ts";

/** A role is handed to a new CloudFormation stack. */
export const cloudformationNewStack: Escalation = {
  id: "cloudformation-new-stack",
  title: "A role is handed to a new CloudFormation stack",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "cloudformation:CreateStack", resource: "new stack" },
  ],
  trust: "cloudformation.amazonaws.com",
  gives: "passed-role",
  gain: "The stack makes whatever the caller writes, with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts cloudformation.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "cloudformation-001",
  aka: [],
  source: "pathfinding",
};
