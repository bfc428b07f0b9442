import type { Escalation } from "../escalation.ts";

/** A role is handed to a new AgentCore harness. */
export const agentcoreNewHarness: Escalation = {
  id: "agentcore-new-harness",
  title: "A role is handed to a new AgentCore harness",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "bedrock-agentcore:CreateHarness", resource: "new harness" },
    { action: "bedrock-agentcore:CreateAgentRuntime", resource: "new agent runtime" },
    { action: "bedrock-agentcore:CreateAgentRuntimeEndpoint", resource: "new agent runtime" },
    { action: "bedrock-agentcore:CreateWorkloadIdentity", resource: "any" },
    { action: "bedrock-agentcore:GetAgentRuntime", resource: "new agent runtime" },
    { action: "bedrock-agentcore:GetHarness", resource: "new harness", isOptional: true },
    { action: "bedrock-agentcore:InvokeAgentRuntimeCommand", resource: "new agent runtime" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A Bedrock foundation model is turned on in the account.",
  seen: "A role of the account trusts bedrock-agentcore.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "bedrock-005",
  aka: [],
  source: "pathfinding",
};
