import type { Escalation } from "../escalation.ts";

/** A role is handed to a new GameLift fleet. */
export const gameliftNewFleet: Escalation = {
  id: "gamelift-new-fleet",
  title: "A role is handed to a new GameLift fleet",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "gamelift:CreateBuild", resource: "new build" },
    { action: "gamelift:RequestUploadCredentials", resource: "new build" },
    { action: "gamelift:CreateFleet", resource: "new fleet" },
  ],
  trust: "gamelift.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts gamelift.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "gamelift-001",
  aka: [],
  source: "pathfinding",
};
