import type { Escalation } from "../escalation.ts";

/** A state machine that has a role gets another definition. */
export const stepfunctionsUpdateStateMachine: Escalation = {
  id: "stepfunctions-update-state-machine",
  title: "A state machine that has a role gets another definition",
  kind: "existing-passrole",
  needs: [
    { action: "states:UpdateStateMachine", resource: "existing state machine" },
    { action: "states:StartExecution", resource: "existing state machine" },
  ],
  trust: "states.amazonaws.com",
  gives: "attached-role",
  gain: "Calls of the caller's choice are made with the rights of the state machine's role.",
  unseen: "A state machine with a role exists; keeping its role takes no iam:PassRole.",
  seen: "Some role of the account trusts states.amazonaws.com.",
  pathfinding: "stepfunctions-002",
  aka: [],
  source: "pathfinding",
};
