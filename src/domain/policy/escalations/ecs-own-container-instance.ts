import type { Escalation } from "../escalation.ts";

/** A role is handed to a task on the caller's own container instance. */
export const ecsOwnContainerInstance: Escalation = {
  id: "ecs-own-container-instance",
  title: "A role is handed to a task on the caller's own container instance",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:RegisterContainerInstance", resource: "existing cluster" },
    { action: "ecs:StartTask", resource: "existing task definition" },
    { action: "ecs:DeregisterContainerInstance", resource: "existing cluster", isOptional: true },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The task runs the caller's command with the rights of the passed role.",
  unseen: "The caller runs code on an EC2 instance as that instance's role; a cluster and a task definition exist.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-007",
  aka: [],
  source: "pathfinding",
};
