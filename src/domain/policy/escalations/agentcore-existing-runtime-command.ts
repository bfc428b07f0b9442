import type { Escalation } from "../escalation.ts";

/** A command runs in an AgentCore runtime that has a role. */
export const agentcoreExistingRuntimeCommand: Escalation = {
  id: "agentcore-existing-runtime-command",
  title: "A command runs in an AgentCore runtime that has a role",
  kind: "existing-passrole",
  needs: [{ action: "bedrock-agentcore:InvokeAgentRuntimeCommand", resource: "existing agent runtime" }],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A runtime or harness with an execution role exists, and IAM, not a JWT, lets callers in.",
  seen: "Some role of the account trusts bedrock-agentcore.amazonaws.com.",
  pathfinding: "bedrock-004",
  aka: [],
  source: "pathfinding",
};
