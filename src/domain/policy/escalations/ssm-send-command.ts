import type { Escalation } from "../escalation.ts";

/** A command runs on a managed instance that has a role. */
export const ssmSendCommand: Escalation = {
  id: "ssm-send-command",
  title: "A command runs on a managed instance that has a role",
  kind: "existing-passrole",
  needs: [{ action: "ssm:SendCommand", resource: "existing instance" }],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A managed instance with a role runs; the document is allowed as well.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "ssm-002",
  aka: [],
  source: "pathfinding",
};
