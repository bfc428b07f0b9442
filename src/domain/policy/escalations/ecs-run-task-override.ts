import type { Escalation } from "../escalation.ts";

/** A role is put in place of the one in a task definition. */
export const ecsRunTaskOverride: Escalation = {
  id: "ecs-run-task-override",
  title: "A role is put in place of the one in a task definition",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "ecs:RunTask", resource: "existing task definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The task runs the caller's command with the rights of the passed role.",
  unseen:
    "A cluster and a task definition exist; where the definition has no execution role, one can be passed as well.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "ecs-008",
  aka: [],
  source: "pathfinding",
};
