import type { Escalation } from "../escalation.ts";

/** Code runs in an AgentCore browser that has a role. */
export const agentcoreExistingBrowser: Escalation = {
  id: "agentcore-existing-browser",
  title: "Code runs in an AgentCore browser that has a role",
  kind: "existing-passrole",
  needs: [
    { action: "bedrock-agentcore:StartBrowserSession", resource: "existing browser" },
    { action: "bedrock-agentcore:ConnectBrowserAutomationStream", resource: "existing browser" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A custom browser with an execution role exists.",
  seen: "Some role of the account trusts bedrock-agentcore.amazonaws.com.",
  pathfinding: "bedrock-007",
  aka: [],
  source: "pathfinding",
};
