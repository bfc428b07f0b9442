import type { Escalation } from "../escalation.ts";

/** A role is handed to the instances of a new Auto Scaling group. */
export const autoscalingNewGroup: Escalation = {
  id: "autoscaling-new-group",
  title: "A role is handed to the instances of a new Auto Scaling group",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "autoscaling:CreateLaunchConfiguration", resource: "new launch configuration" },
    { action: "autoscaling:CreateAutoScalingGroup", resource: "new auto scaling group" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The instance hands out credentials of the passed role.",
  unseen: "The role sits in an instance profile; an image and a subnet can be used.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: null,
  aka: ["PassRole+CreateAutoScaling"],
  source: "prowler",
};
