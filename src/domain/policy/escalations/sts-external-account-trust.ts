import type { Escalation } from "../escalation.ts";

/** A role that trusts a foreign account is assumed. */
export const stsExternalAccountTrust: Escalation = {
  id: "sts-external-account-trust",
  title: "A role that trusts a foreign account is assumed",
  kind: "principal-access",
  needs: [{ action: "sts:AssumeRole", resource: "target role" }],
  trust: null,
  gives: "role",
  gain: "Every principal of the foreign account that its own account lets can be the role.",
  unseen: "What binds the caller in its own account is not in the data of the role's account.",
  seen: "The trust policy names the caller's account, and no condition narrows it.",
  pathfinding: "sts-002",
  aka: [],
  source: "pathfinding",
};
