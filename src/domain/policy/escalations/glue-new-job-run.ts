import type { Escalation } from "../escalation.ts";

/** A role is handed to a new Glue job. */
export const glueNewJobRun: Escalation = {
  id: "glue-new-job-run",
  title: "A role is handed to a new Glue job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "glue:CreateJob", resource: "new job" },
    { action: "glue:StartJobRun", resource: "new job" },
  ],
  trust: "glue.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts glue.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "glue-003",
  aka: [],
  source: "pathfinding",
};
