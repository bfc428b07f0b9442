import type { Escalation } from "../escalation.ts";

/** A function that has a role gets other code and others are let in to call it. */
export const lambdaUpdateCodeAddPermission: Escalation = {
  id: "lambda-update-code-add-permission",
  title: "A function that has a role gets other code and others are let in to call it",
  kind: "existing-passrole",
  needs: [
    { action: "lambda:UpdateFunctionCode", resource: "existing function" },
    { action: "lambda:AddPermission", resource: "existing function" },
  ],
  trust: "lambda.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A function with an execution role exists.",
  seen: "Some role of the account trusts lambda.amazonaws.com.",
  pathfinding: "lambda-005",
  aka: [],
  source: "pathfinding",
};
