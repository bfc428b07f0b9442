import type { Escalation } from "../escalation.ts";

/** A role is handed to a new CodeStar project. */
export const codestarNewProject: Escalation = {
  id: "codestar-new-project",
  title: "A role is handed to a new CodeStar project",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "codestar:CreateProject", resource: "new project" },
  ],
  trust: "codestar.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "The service, closed in 2024, still takes projects of this account, and the role is trusted under this name.",
  seen: "A role of the account trusts codestar.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: null,
  aka: ["PassRole+CodeStar"],
  source: "prowler",
};
