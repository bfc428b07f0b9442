import type { Escalation } from "../escalation.ts";

/** A CodeBuild project that has a role runs another batch. */
export const codebuildStartBuildBatch: Escalation = {
  id: "codebuild-start-build-batch",
  title: "A CodeBuild project that has a role runs another batch",
  kind: "existing-passrole",
  needs: [{ action: "codebuild:StartBuildBatch", resource: "existing project" }],
  trust: "codebuild.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's code runs with the rights of the role that the thing has.",
  unseen:
    "A project set up for batches, with a service role, exists; commands can be replaced at the start unless somebody turned that off.",
  seen: "Some role of the account trusts codebuild.amazonaws.com.",
  pathfinding: "codebuild-003",
  aka: [],
  source: "pathfinding",
};
