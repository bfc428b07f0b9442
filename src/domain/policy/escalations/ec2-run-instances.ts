import type { Escalation } from "../escalation.ts";

/** A role is handed to a new EC2 instance. */
export const ec2RunInstances: Escalation = {
  id: "ec2-run-instances",
  title: "A role is handed to a new EC2 instance",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ec2:RunInstances", resource: "new instance" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The instance hands out credentials of the passed role.",
  unseen: "The role sits in an instance profile; an image and a subnet can be used.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ec2-001",
  aka: [],
  source: "pathfinding",
};
