import type { Escalation } from "../escalation.ts";

/** A stack that has a role takes a change set. */
export const cloudformationChangeSet: Escalation = {
  id: "cloudformation-change-set",
  title: "A stack that has a role takes a change set",
  kind: "existing-passrole",
  needs: [
    { action: "cloudformation:CreateChangeSet", resource: "existing stack" },
    { action: "cloudformation:ExecuteChangeSet", resource: "existing stack" },
  ],
  trust: "cloudformation.amazonaws.com",
  gives: "attached-role",
  gain: "The stack makes whatever the caller writes, with the rights of its role.",
  unseen: "A stack with a service role exists.",
  seen: "Some role of the account trusts cloudformation.amazonaws.com.",
  pathfinding: "cloudformation-005",
  aka: [],
  source: "pathfinding",
};
