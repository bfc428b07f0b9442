import type { Escalation } from "../escalation.ts";

/** An SSH key is pushed to an instance that has a role. */
export const ec2InstanceConnect: Escalation = {
  id: "ec2-instance-connect",
  title: "An SSH key is pushed to an instance that has a role",
  kind: "existing-passrole",
  needs: [{ action: "ec2-instance-connect:SendSSHPublicKey", resource: "existing instance" }],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A running instance with a role and the Instance Connect agent can be reached by SSH.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "ec2-003",
  aka: ["ec2instanceconnect-003 (numbering of 2025-12)"],
  source: "pathfinding",
};
