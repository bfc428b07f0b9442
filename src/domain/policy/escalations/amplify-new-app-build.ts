import type { Escalation } from "../escalation.ts";

/** A role is handed to the build of a new Amplify app. */
export const amplifyNewAppBuild: Escalation = {
  id: "amplify-new-app-build",
  title: "A role is handed to the build of a new Amplify app",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "amplify:CreateApp", resource: "new app" },
    { action: "amplify:CreateBranch", resource: "new app" },
    { action: "amplify:StartJob", resource: "new app" },
  ],
  trust: "amplify.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The caller can push to a repository that Amplify builds from; with CodeCommit that takes further rights.",
  seen: "A role of the account trusts amplify.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "amplify-001",
  aka: [],
  source: "pathfinding",
};
