import type { Escalation } from "../escalation.ts";

/** A role is handed to a Batch job on a queue of the caller's own. */
export const batchWholePipeline: Escalation = {
  id: "batch-whole-pipeline",
  title: "A role is handed to a Batch job on a queue of the caller's own",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "batch:CreateComputeEnvironment", resource: "new compute environment" },
    { action: "batch:CreateJobQueue", resource: "new job queue" },
    { action: "batch:RegisterJobDefinition", resource: "new job definition" },
    { action: "batch:SubmitJob", resource: "new job definition" },
  ],
  trust: "ecs-tasks.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen:
    "A second role, the execution role, can be passed to ecs-tasks as well; a subnet with a way to the internet exists.",
  seen: "A role of the account trusts ecs-tasks.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "batch-003",
  aka: [],
  source: "pathfinding",
};
