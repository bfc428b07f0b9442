import type { Escalation } from "../escalation.ts";

/** A session opens on a managed instance that has a role. */
export const ssmStartSession: Escalation = {
  id: "ssm-start-session",
  title: "A session opens on a managed instance that has a role",
  kind: "existing-passrole",
  needs: [{ action: "ssm:StartSession", resource: "existing instance" }],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The shell has the rights of the instance's role.",
  unseen: "A managed instance with a role runs.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "ssm-001",
  aka: [],
  source: "pathfinding",
};
