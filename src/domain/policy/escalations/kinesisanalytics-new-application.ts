import type { Escalation } from "../escalation.ts";

/** A role is handed to a new stream analytics application. */
export const kinesisanalyticsNewApplication: Escalation = {
  id: "kinesisanalytics-new-application",
  title: "A role is handed to a new stream analytics application",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "kinesisanalytics:CreateApplication", resource: "new application" },
    { action: "kinesisanalytics:StartApplication", resource: "new application" },
  ],
  trust: "kinesisanalytics.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts kinesisanalytics.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "kinesisanalytics-001",
  aka: [],
  source: "pathfinding",
};
