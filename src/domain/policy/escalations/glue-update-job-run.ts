import type { Escalation } from "../escalation.ts";

/** A role is handed to an existing Glue job. */
export const glueUpdateJobRun: Escalation = {
  id: "glue-update-job-run",
  title: "A role is handed to an existing Glue job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "glue:UpdateJob", resource: "existing job" },
    { action: "glue:StartJobRun", resource: "existing job" },
  ],
  trust: "glue.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: "A job exists.",
  seen: "A role of the account trusts glue.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "glue-005",
  aka: [],
  source: "pathfinding",
};
