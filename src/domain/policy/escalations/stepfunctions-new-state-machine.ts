import type { Escalation } from "../escalation.ts";

/** A role is handed to a new state machine. */
export const stepfunctionsNewStateMachine: Escalation = {
  id: "stepfunctions-new-state-machine",
  title: "A role is handed to a new state machine",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "states:CreateStateMachine", resource: "new state machine" },
    { action: "states:StartExecution", resource: "new state machine" },
  ],
  trust: "states.amazonaws.com",
  gives: "passed-role",
  gain: "Calls of the caller's choice are made with the rights of the passed role.",
  unseen: null,
  seen: "A role of the account trusts states.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "stepfunctions-001",
  aka: [],
  source: "pathfinding",
};
