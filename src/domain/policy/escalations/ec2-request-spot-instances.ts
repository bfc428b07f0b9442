import type { Escalation } from "../escalation.ts";

/** A role is handed to a spot instance. */
export const ec2RequestSpotInstances: Escalation = {
  id: "ec2-request-spot-instances",
  title: "A role is handed to a spot instance",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ec2:RequestSpotInstances", resource: "new instance" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The instance hands out credentials of the passed role.",
  unseen: "The role sits in an instance profile; an image and a subnet can be used.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ec2-004",
  aka: ["ec2-003 (numbering of 2025-12)"],
  source: "pathfinding",
};
