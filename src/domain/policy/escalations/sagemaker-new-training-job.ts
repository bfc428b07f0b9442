import type { Escalation } from "../escalation.ts";

/** A role is handed to a new SageMaker training job. */
export const sagemakerNewTrainingJob: Escalation = {
  id: "sagemaker-new-training-job",
  title: "A role is handed to a new SageMaker training job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "sagemaker:CreateTrainingJob", resource: "new training job" },
  ],
  trust: "sagemaker.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A bucket for input and output exists.",
  seen: "A role of the account trusts sagemaker.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "sagemaker-002",
  aka: [],
  source: "pathfinding",
};
