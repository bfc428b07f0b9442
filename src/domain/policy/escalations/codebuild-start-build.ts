import type { Escalation } from "../escalation.ts";

/** A CodeBuild project that has a role runs other build commands. */
export const codebuildStartBuild: Escalation = {
  id: "codebuild-start-build",
  title: "A CodeBuild project that has a role runs other build commands",
  kind: "existing-passrole",
  needs: [{ action: "codebuild:StartBuild", resource: "existing project" }],
  trust: "codebuild.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen:
    "A project with a service role exists; commands can be replaced at the start unless somebody turned that off.",
  seen: "Some role of the account trusts codebuild.amazonaws.com.",
  pathfinding: "codebuild-002",
  aka: [],
  source: "pathfinding",
};
