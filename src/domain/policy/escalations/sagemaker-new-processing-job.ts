import type { Escalation } from "../escalation.ts";

/** A role is handed to a new SageMaker processing job. */
export const sagemakerNewProcessingJob: Escalation = {
  id: "sagemaker-new-processing-job",
  title: "A role is handed to a new SageMaker processing job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "sagemaker:CreateProcessingJob", resource: "new processing job" },
  ],
  trust: "sagemaker.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A bucket for input and output exists.",
  seen: "A role of the account trusts sagemaker.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "sagemaker-003",
  aka: [],
  source: "pathfinding",
};
