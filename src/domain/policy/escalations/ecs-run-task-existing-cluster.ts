import type { Escalation } from "../escalation.ts";

/** A role is handed to a task on an existing ECS cluster. */
export const ecsRunTaskExistingCluster: Escalation = {
  id: "ecs-run-task-existing-cluster",
  title: "A role is handed to a task on an existing ECS cluster",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:RegisterTaskDefinition", resource: "new task definition" },
    { action: "ecs:RunTask", resource: "new task definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A cluster exists.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-004",
  aka: [],
  source: "pathfinding",
};
