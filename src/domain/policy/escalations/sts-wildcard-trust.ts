import type { Escalation } from "../escalation.ts";

/** A role that trusts everybody is assumed. */
export const stsWildcardTrust: Escalation = {
  id: "sts-wildcard-trust",
  title: "A role that trusts everybody is assumed",
  kind: "principal-access",
  needs: [{ action: "sts:AssumeRole", resource: "target role" }],
  trust: null,
  gives: "role",
  gain: "Everybody with an AWS account can be the role.",
  unseen: null,
  seen: "The trust policy names everybody, and no condition narrows it.",
  pathfinding: "sts-003",
  aka: [],
  source: "pathfinding",
};
