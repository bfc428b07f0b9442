import type { Escalation } from "../escalation.ts";

/** A role is handed to a new function. */
export const lambdaNewFunctionInvoke: Escalation = {
  id: "lambda-new-function-invoke",
  title: "A role is handed to a new function",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "lambda:CreateFunction", resource: "new function" },
    { action: "lambda:InvokeFunction", resource: "new function" },
  ],
  trust: "lambda.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts lambda.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "lambda-001",
  aka: [],
  source: "pathfinding",
};
