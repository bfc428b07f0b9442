import type { Escalation } from "../escalation.ts";

/** A Batch job definition that has a role runs another command. */
export const batchSubmitExistingDefinition: Escalation = {
  id: "batch-submit-existing-definition",
  title: "A Batch job definition that has a role runs another command",
  kind: "existing-passrole",
  needs: [{ action: "batch:SubmitJob", resource: "existing job definition" }],
  trust: "ecs-tasks.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A job definition with a job role exists, and a queue.",
  seen: "Some role of the account trusts ecs-tasks.amazonaws.com.",
  pathfinding: "batch-002",
  aka: [],
  source: "pathfinding",
};
