import type { Escalation } from "../escalation.ts";

/** A stack that has a role takes another template. */
export const cloudformationUpdateStack: Escalation = {
  id: "cloudformation-update-stack",
  title: "A stack that has a role takes another template",
  kind: "existing-passrole",
  needs: [{ action: "cloudformation:UpdateStack", resource: "existing stack" }],
  trust: "cloudformation.amazonaws.com",
  gives: "attached-role",
  gain: "The stack makes whatever the caller writes, with the rights of its role.",
  unseen: "A stack with a service role exists; an update keeps that role without passing it.",
  seen: "Some role of the account trusts cloudformation.amazonaws.com.",
  pathfinding: "cloudformation-002",
  aka: [],
  source: "pathfinding",
};
