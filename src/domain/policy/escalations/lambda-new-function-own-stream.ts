import type { Escalation } from "../escalation.ts";

/** A role is handed to a new function that the caller's own table calls. */
export const lambdaNewFunctionOwnStream: Escalation = {
  id: "lambda-new-function-own-stream",
  title: "A role is handed to a new function that the caller's own table calls",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "lambda:CreateFunction", resource: "new function" },
    { action: "lambda:CreateEventSourceMapping", resource: "new function" },
    { action: "dynamodb:CreateTable", resource: "new table" },
    { action: "dynamodb:PutItem", resource: "new table" },
  ],
  trust: "lambda.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The role can read the stream of the new table.",
  seen: "A role of the account trusts lambda.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: null,
  aka: ["PassRole+CreateLambda+NewDynamo"],
  source: "prowler",
};
