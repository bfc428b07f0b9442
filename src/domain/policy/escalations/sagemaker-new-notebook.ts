import type { Escalation } from "../escalation.ts";

/** A role is handed to a new SageMaker notebook. */
export const sagemakerNewNotebook: Escalation = {
  id: "sagemaker-new-notebook",
  title: "A role is handed to a new SageMaker notebook",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "sagemaker:CreateNotebookInstance", resource: "new notebook instance" },
  ],
  trust: "sagemaker.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A lifecycle configuration can be set, or the notebook can be opened by a presigned URL.",
  seen: "A role of the account trusts sagemaker.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "sagemaker-001",
  aka: [],
  source: "pathfinding",
};
