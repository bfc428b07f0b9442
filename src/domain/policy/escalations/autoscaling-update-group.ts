import type { Escalation } from "../escalation.ts";

/** A role is handed to the next instances of an Auto Scaling group. */
export const autoscalingUpdateGroup: Escalation = {
  id: "autoscaling-update-group",
  title: "A role is handed to the next instances of an Auto Scaling group",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "autoscaling:CreateLaunchConfiguration", resource: "new launch configuration" },
    { action: "autoscaling:UpdateAutoScalingGroup", resource: "existing auto scaling group" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The instance hands out credentials of the passed role.",
  unseen: "An Auto Scaling group exists; the role sits in an instance profile.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: null,
  aka: ["PassRole+UpdateAutoScaling"],
  source: "prowler",
};
