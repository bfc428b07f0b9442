import type { Escalation } from "../escalation.ts";

/** A role is handed to a service on a new ECS cluster. */
export const ecsNewClusterService: Escalation = {
  id: "ecs-new-cluster-service",
  title: "A role is handed to a service on a new ECS cluster",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:CreateCluster", resource: "new cluster" },
    { action: "ecs:RegisterTaskDefinition", resource: "new task definition" },
    { action: "ecs:CreateService", resource: "new service" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-001",
  aka: [],
  source: "pathfinding",
};
