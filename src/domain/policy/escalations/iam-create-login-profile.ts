import type { Escalation } from "../escalation.ts";

/** A console password of another user is made. */
export const iamCreateLoginProfile: Escalation = {
  id: "iam-create-login-profile",
  title: "A console password of another user is made",
  kind: "principal-access",
  needs: [{ action: "iam:CreateLoginProfile", resource: "target user" }],
  trust: null,
  gives: "user-console",
  gain: "The caller signs in to the console as the user.",
  unseen: null,
  seen: "The user has no console password; with an MFA device the sign-in asks for it.",
  pathfinding: "iam-004",
  aka: [],
  source: "pathfinding",
};
