import type { Escalation } from "../escalation.ts";

/** A role is handed to a new Batch job. */
export const batchNewJobDefinition: Escalation = {
  id: "batch-new-job-definition",
  title: "A role is handed to a new Batch job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "batch:RegisterJobDefinition", resource: "new job definition" },
    { action: "batch:SubmitJob", resource: "new job definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A job queue with a compute environment exists.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "batch-001",
  aka: [],
  source: "pathfinding",
};
