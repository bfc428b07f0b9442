import type { Escalation } from "../escalation.ts";

/** A shell opens in a running task that has a role. */
export const ecsExec: Escalation = {
  id: "ecs-exec",
  title: "A shell opens in a running task that has a role",
  kind: "existing-passrole",
  needs: [
    { action: "ecs:ExecuteCommand", resource: "existing task" },
    { action: "ecs:DescribeTasks", resource: "existing task" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "attached-role",
  gain: "The shell has the rights of the task's role.",
  unseen: "A task with a role runs, and ECS Exec is on.",
  seen: "Some role of the account trusts ecs-tasks.amazonaws.com.",
  pathfinding: "ecs-006",
  aka: [],
  source: "pathfinding",
};
