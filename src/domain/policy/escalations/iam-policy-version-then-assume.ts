import type { Escalation } from "../escalation.ts";

/** The policy of a role that trusts the caller is rewritten. */
export const iamPolicyVersionThenAssume: Escalation = {
  id: "iam-policy-version-then-assume",
  title: "The policy of a role that trusts the caller is rewritten",
  kind: "principal-access",
  needs: [
    { action: "iam:CreatePolicyVersion", resource: "policy on target role" },
    { action: "sts:AssumeRole", resource: "target role" },
  ],
  trust: null,
  gives: "role-with-any-policy",
  gain: "The caller is a role that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "A customer managed policy is attached to the role. With five versions one has to be deleted first. The trust policy of the role admits the caller; one that names the caller itself, in the same account, takes no grant.",
  pathfinding: "iam-016",
  aka: [],
  source: "pathfinding",
};
