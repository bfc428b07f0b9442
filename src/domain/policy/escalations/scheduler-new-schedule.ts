import type { Escalation } from "../escalation.ts";

/** A role is handed to a new schedule. */
export const schedulerNewSchedule: Escalation = {
  id: "scheduler-new-schedule",
  title: "A role is handed to a new schedule",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "scheduler:CreateSchedule", resource: "new schedule" },
  ],
  trust: "scheduler.amazonaws.com",
  gives: "passed-role",
  gain: "The schedule makes one call of the caller's choice with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts scheduler.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "scheduler-001",
  aka: [],
  source: "pathfinding",
};
