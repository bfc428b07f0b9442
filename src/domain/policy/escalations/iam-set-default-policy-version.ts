import type { Escalation } from "../escalation.ts";

/** A policy of one's own goes back to another version. */
export const iamSetDefaultPolicyVersion: Escalation = {
  id: "iam-set-default-policy-version",
  title: "A policy of one's own goes back to another version",
  kind: "self-escalation",
  needs: [{ action: "iam:SetDefaultPolicyVersion", resource: "policy on self" }],
  trust: null,
  gives: "other-version",
  gain: "The caller has what the other version allows.",
  unseen: null,
  seen: "A customer managed policy is attached to the caller or to a group of it, and it has another version.",
  pathfinding: null,
  aka: ["SetDefaultPolicyVersion"],
  source: "prowler",
};
