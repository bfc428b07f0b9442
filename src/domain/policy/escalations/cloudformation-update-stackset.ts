import type { Escalation } from "../escalation.ts";

/** A role is handed to an existing CloudFormation stack set. */
export const cloudformationUpdateStackset: Escalation = {
  id: "cloudformation-update-stackset",
  title: "A role is handed to an existing CloudFormation stack set",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "cloudformation:UpdateStackSet", resource: "existing stack set" },
  ],
  trust: "cloudformation.amazonaws.com",
  gives: "passed-role",
  gain: "The stacks make whatever the caller writes, with the rights of the execution role, in other accounts too.",
  unseen: "A stack set with stack instances exists, or the caller can add instances to it.",
  seen: "A role of the account trusts cloudformation.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "cloudformation-004",
  aka: [],
  source: "pathfinding",
};
