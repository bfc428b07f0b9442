import type { Escalation } from "../escalation.ts";

/** A role is handed to a task started on a container instance. */
export const ecsStartTaskExistingCluster: Escalation = {
  id: "ecs-start-task-existing-cluster",
  title: "A role is handed to a task started on a container instance",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:RegisterTaskDefinition", resource: "new task definition" },
    { action: "ecs:StartTask", resource: "new task definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A cluster with a registered container instance exists.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-005",
  aka: [],
  source: "pathfinding",
};
