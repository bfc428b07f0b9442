import type { Escalation } from "../escalation.ts";

/** A role is handed to a new CodeBuild project, started as a batch. */
export const codebuildNewBatchProject: Escalation = {
  id: "codebuild-new-batch-project",
  title: "A role is handed to a new CodeBuild project, started as a batch",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "codebuild:CreateProject", resource: "new project" },
    { action: "codebuild:StartBuildBatch", resource: "new project" },
  ],
  trust: "codebuild.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts codebuild.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "codebuild-004",
  aka: [],
  source: "pathfinding",
};
