import type { Escalation } from "../escalation.ts";

/** A launch template that names a role gets other start-up code. */
export const ec2LaunchTemplateRewrite: Escalation = {
  id: "ec2-launch-template-rewrite",
  title: "A launch template that names a role gets other start-up code",
  kind: "existing-passrole",
  needs: [
    { action: "ec2:CreateLaunchTemplateVersion", resource: "existing launch template" },
    { action: "ec2:ModifyLaunchTemplate", resource: "existing launch template" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The next instance from the template runs the caller's code with the rights of its role.",
  unseen: "A template that names a role exists, and something launches from its default version.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "ec2-005",
  aka: ["ec2-004 (numbering of 2025-12)"],
  source: "pathfinding",
};
