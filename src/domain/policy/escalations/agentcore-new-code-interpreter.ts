import type { Escalation } from "../escalation.ts";

/** A role is handed to a new AgentCore code interpreter. */
export const agentcoreNewCodeInterpreter: Escalation = {
  id: "agentcore-new-code-interpreter",
  title: "A role is handed to a new AgentCore code interpreter",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "bedrock-agentcore:CreateCodeInterpreter", resource: "new code interpreter" },
    { action: "bedrock-agentcore:StartCodeInterpreterSession", resource: "new code interpreter" },
    { action: "bedrock-agentcore:InvokeCodeInterpreter", resource: "new code interpreter" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts bedrock-agentcore.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "bedrock-001",
  aka: [],
  source: "pathfinding",
};
