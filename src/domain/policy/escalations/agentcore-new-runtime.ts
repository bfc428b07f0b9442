import type { Escalation } from "../escalation.ts";

/** A role is handed to a new AgentCore runtime. */
export const agentcoreNewRuntime: Escalation = {
  id: "agentcore-new-runtime",
  title: "A role is handed to a new AgentCore runtime",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "bedrock-agentcore:CreateAgentRuntime", resource: "new agent runtime" },
    { action: "bedrock-agentcore:CreateAgentRuntimeEndpoint", resource: "new agent runtime" },
    { action: "bedrock-agentcore:CreateWorkloadIdentity", resource: "any" },
    { action: "bedrock-agentcore:InvokeAgentRuntimeCommand", resource: "new agent runtime" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The caller has a container image where the service can fetch it.",
  seen: "A role of the account trusts bedrock-agentcore.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "bedrock-003",
  aka: [],
  source: "pathfinding",
};
