import type { Escalation } from "../escalation.ts";

/** A role is handed to a new CodeBuild project. */
export const codebuildNewProject: Escalation = {
  id: "codebuild-new-project",
  title: "A role is handed to a new CodeBuild project",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "codebuild:CreateProject", resource: "new project" },
    { action: "codebuild:StartBuild", resource: "new project" },
  ],
  trust: "codebuild.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts codebuild.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "codebuild-001",
  aka: [],
  source: "pathfinding",
};
