import type { Escalation } from "../escalation.ts";

/** A root session in a member account is taken. */
export const rootAssumeRoot: Escalation = {
  id: "root-assume-root",
  title: "A root session in a member account is taken",
  kind: "root-takeover",
  needs: [{ action: "sts:AssumeRoot", resource: "member root" }],
  trust: null,
  gives: "root",
  gain: "The caller is root of the member for at most 900 seconds, within one task policy.",
  unseen: "Central root access is on: credentials management for three of the tasks, root sessions for the other two.",
  seen: "The caller is in the management account, or perhaps in the account that IAM is delegated to.",
  pathfinding: null,
  aka: [],
  source: "own",
};
