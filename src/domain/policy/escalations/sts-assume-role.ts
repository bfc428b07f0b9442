import type { Escalation } from "../escalation.ts";

/** A role that trusts the caller is assumed. */
export const stsAssumeRole: Escalation = {
  id: "sts-assume-role",
  title: "A role that trusts the caller is assumed",
  kind: "principal-access",
  needs: [{ action: "sts:AssumeRole", resource: "target role" }],
  trust: null,
  gives: "role",
  gain: "The caller is the role.",
  unseen: null,
  seen: "The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant. Across accounts both sides must allow.",
  pathfinding: "sts-001",
  aka: [],
  source: "pathfinding",
};
