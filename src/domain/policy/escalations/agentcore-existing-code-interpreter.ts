import type { Escalation } from "../escalation.ts";

/** Code runs in an AgentCore code interpreter that has a role. */
export const agentcoreExistingCodeInterpreter: Escalation = {
  id: "agentcore-existing-code-interpreter",
  title: "Code runs in an AgentCore code interpreter that has a role",
  kind: "existing-passrole",
  needs: [
    { action: "bedrock-agentcore:StartCodeInterpreterSession", resource: "existing code interpreter" },
    { action: "bedrock-agentcore:InvokeCodeInterpreter", resource: "existing code interpreter" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A code interpreter with an execution role exists and is ready.",
  seen: "Some role of the account trusts bedrock-agentcore.amazonaws.com.",
  pathfinding: "bedrock-002",
  aka: [],
  source: "pathfinding",
};
