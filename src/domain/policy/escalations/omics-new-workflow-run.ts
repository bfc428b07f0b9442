import type { Escalation } from "../escalation.ts";

/** A role is handed to a new HealthOmics run. */
export const omicsNewWorkflowRun: Escalation = {
  id: "omics-new-workflow-run",
  title: "A role is handed to a new HealthOmics run",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "omics:CreateWorkflow", resource: "new workflow" },
    { action: "omics:StartRun", resource: "new workflow" },
    { action: "s3:GetObject", resource: "any", isOptional: true },
  ],
  trust: "omics.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The workflow's definition lies in a bucket that can be read.",
  seen: "A role of the account trusts omics.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "omics-001",
  aka: [],
  source: "pathfinding",
};
