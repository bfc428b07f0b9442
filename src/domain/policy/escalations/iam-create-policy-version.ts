import type { Escalation } from "../escalation.ts";

/** A policy of one's own is rewritten. */
export const iamCreatePolicyVersion: Escalation = {
  id: "iam-create-policy-version",
  title: "A policy of one's own is rewritten",
  kind: "self-escalation",
  needs: [{ action: "iam:CreatePolicyVersion", resource: "policy on self" }],
  trust: null,
  gives: "any-policy",
  gain: "The caller has every right that its boundary and the service control policies leave.",
  unseen: null,
  seen: "A customer managed policy is attached to the caller or to a group of it. With five versions one has to be deleted first.",
  pathfinding: "iam-001",
  aka: [],
  source: "pathfinding",
};
