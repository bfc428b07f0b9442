import type { Escalation } from "../escalation.ts";

/** Another user gets any policy, and a key of it is made. */
export const iamAttachUserPolicyThenKey: Escalation = {
  id: "iam-attach-user-policy-then-key",
  title: "Another user gets any policy, and a key of it is made",
  kind: "principal-access",
  needs: [
    { action: "iam:AttachUserPolicy", resource: "target user" },
    { action: "iam:CreateAccessKey", resource: "target user" },
  ],
  trust: null,
  gives: "user-key-with-any-policy",
  gain: "The caller has a key of a user that has every right its boundary and the service control policies leave.",
  unseen: null,
  seen: "The user has fewer than two access keys.",
  pathfinding: "iam-015",
  aka: [],
  source: "pathfinding",
};
