import type { Escalation } from "../escalation.ts";

/** A notebook that has a role runs a script at its start. */
export const sagemakerNotebookLifecycle: Escalation = {
  id: "sagemaker-notebook-lifecycle",
  title: "A notebook that has a role runs a script at its start",
  kind: "existing-passrole",
  needs: [
    { action: "sagemaker:CreateNotebookInstanceLifecycleConfig", resource: "new lifecycle configuration" },
    { action: "sagemaker:StopNotebookInstance", resource: "existing notebook instance" },
    { action: "sagemaker:UpdateNotebookInstance", resource: "existing notebook instance" },
    { action: "sagemaker:StartNotebookInstance", resource: "existing notebook instance" },
  ],
  trust: "sagemaker.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen: "A notebook instance with a role exists.",
  seen: "Some role of the account trusts sagemaker.amazonaws.com.",
  pathfinding: "sagemaker-005",
  aka: [],
  source: "pathfinding",
};
