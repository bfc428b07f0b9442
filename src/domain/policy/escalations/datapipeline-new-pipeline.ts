import type { Escalation } from "../escalation.ts";

/** A role is handed to a new data pipeline. */
export const datapipelineNewPipeline: Escalation = {
  id: "datapipeline-new-pipeline",
  title: "A role is handed to a new data pipeline",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "datapipeline:CreatePipeline", resource: "new pipeline" },
    { action: "datapipeline:PutPipelineDefinition", resource: "new pipeline" },
    { action: "datapipeline:ActivatePipeline", resource: "new pipeline" },
  ],
  trust: "datapipeline.amazonaws.com",
  alsoTrust: ["elasticmapreduce.amazonaws.com"],
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The account may still use Data Pipeline, which is closed to new customers.",
  seen: "A role of the account trusts datapipeline.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "datapipeline-001",
  aka: [],
  source: "pathfinding",
};
