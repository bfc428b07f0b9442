import type { Escalation } from "../escalation.ts";

/** A function that has a role gets other code. */
export const lambdaUpdateCode: Escalation = {
  id: "lambda-update-code",
  title: "A function that has a role gets other code",
  kind: "existing-passrole",
  needs: [{ action: "lambda:UpdateFunctionCode", resource: "existing function" }],
  trust: "lambda.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A function with an execution role exists, and something calls it.",
  seen: "Some role of the account trusts lambda.amazonaws.com.",
  pathfinding: "lambda-003",
  aka: [],
  source: "pathfinding",
};
