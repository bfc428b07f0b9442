import type { Escalation } from "../escalation.ts";

/** A function that has a role gets a layer or an environment that runs code. */
export const lambdaUpdateConfiguration: Escalation = {
  id: "lambda-update-configuration",
  title: "A function that has a role gets a layer or an environment that runs code",
  kind: "existing-passrole",
  needs: [{ action: "lambda:UpdateFunctionConfiguration", resource: "existing function" }],
  trust: "lambda.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A function with an execution role exists, and something calls it.",
  seen: "Some role of the account trusts lambda.amazonaws.com.",
  pathfinding: null,
  aka: ["lambda:UpdateFunctionConfiguration"],
  source: "prowler",
};
