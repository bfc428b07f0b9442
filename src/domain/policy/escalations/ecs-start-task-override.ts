import type { Escalation } from "../escalation.ts";

/** A role is put in place of the one in a task definition, on a container instance. */
export const ecsStartTaskOverride: Escalation = {
  id: "ecs-start-task-override",
  title: "A role is put in place of the one in a task definition, on a container instance",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:StartTask", resource: "existing task definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The task runs the caller's command with the rights of the passed role.",
  unseen: "A cluster with a container instance and a task definition exist.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-009",
  aka: [],
  source: "pathfinding",
};
