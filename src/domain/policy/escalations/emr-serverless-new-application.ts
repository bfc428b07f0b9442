import type { Escalation } from "../escalation.ts";

/** A role is handed to a job of a new EMR Serverless application. */
export const emrServerlessNewApplication: Escalation = {
  id: "emr-serverless-new-application",
  title: "A role is handed to a job of a new EMR Serverless application",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "emr-serverless:CreateApplication", resource: "new application" },
    { action: "emr-serverless:StartJobRun", resource: "new application" },
  ],
  trust: "emr-serverless.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts emr-serverless.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "emrserverless-001",
  aka: [],
  source: "pathfinding",
};
