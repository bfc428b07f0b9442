import type { Escalation } from "../escalation.ts";

/** A role is handed to a new function that a queue or stream calls. */
export const lambdaNewFunctionEventSource: Escalation = {
  id: "lambda-new-function-event-source",
  title: "A role is handed to a new function that a queue or stream calls",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "lambda:CreateFunction", resource: "new function" },
    { action: "lambda:CreateEventSourceMapping", resource: "new function" },
  ],
  trust: "lambda.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A stream or queue exists that will deliver an event, and the role can read it.",
  seen: "A role of the account trusts lambda.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "lambda-002",
  aka: [],
  source: "pathfinding",
};
