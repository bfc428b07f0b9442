import type { Escalation } from "../escalation.ts";

/** An instance that has a role gets other start-up code. */
export const ec2UserDataRewrite: Escalation = {
  id: "ec2-user-data-rewrite",
  title: "An instance that has a role gets other start-up code",
  kind: "existing-passrole",
  needs: [
    { action: "ec2:ModifyInstanceAttribute", resource: "existing instance" },
    { action: "ec2:StopInstances", resource: "existing instance" },
    { action: "ec2:StartInstances", resource: "existing instance" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "An instance with an instance profile exists.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "ec2-002",
  aka: [],
  source: "pathfinding",
};
