import type { Escalation } from "../escalation.ts";

/** A role is handed to a new Braket job. */
export const braketNewJob: Escalation = {
  id: "braket-new-job",
  title: "A role is handed to a new Braket job",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "braket:CreateJob", resource: "new job" },
  ],
  trust: "braket.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's code runs with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts braket.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "braket-001",
  aka: [],
  source: "pathfinding",
};
