import type { Escalation } from "../escalation.ts";

/** A notebook that has a role is opened. */
export const sagemakerPresignedNotebookUrl: Escalation = {
  id: "sagemaker-presigned-notebook-url",
  title: "A notebook that has a role is opened",
  kind: "existing-passrole",
  needs: [{ action: "sagemaker:CreatePresignedNotebookInstanceUrl", resource: "existing notebook instance" }],
  trust: "sagemaker.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A notebook instance with a role exists and is in service.",
  seen: "Some role of the account trusts sagemaker.amazonaws.com.",
  pathfinding: "sagemaker-004",
  aka: [],
  source: "pathfinding",
};
