import type { Escalation } from "../escalation.ts";

/** A role is handed to a new CloudFormation stack set. */
export const cloudformationNewStackset: Escalation = {
  id: "cloudformation-new-stackset",
  title: "A role is handed to a new CloudFormation stack set",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "cloudformation:CreateStackSet", resource: "new stack set" },
    { action: "cloudformation:CreateStackInstances", resource: "new stack set" },
  ],
  trust: "cloudformation.amazonaws.com",
  gives: "passed-role",
  gain: "The stacks make whatever the caller writes, with the rights of the execution role, in other accounts too.",
  unseen: "The passed role may assume an execution role that exists in the target account.",
  seen: "A role of the account trusts cloudformation.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "cloudformation-003",
  aka: [],
  source: "pathfinding",
};
