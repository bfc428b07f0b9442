import type { Escalation } from "../escalation.ts";

/** A role is handed to a new AgentCore browser. */
export const agentcoreNewBrowser: Escalation = {
  id: "agentcore-new-browser",
  title: "A role is handed to a new AgentCore browser",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "bedrock-agentcore:CreateBrowser", resource: "new browser" },
    { action: "bedrock-agentcore:StartBrowserSession", resource: "new browser" },
    { action: "bedrock-agentcore:ConnectBrowserAutomationStream", resource: "new browser" },
  ],
  trust: "bedrock-agentcore.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts bedrock-agentcore.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "bedrock-006",
  aka: [],
  source: "pathfinding",
};
