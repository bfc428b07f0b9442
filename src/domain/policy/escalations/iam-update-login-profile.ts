import type { Escalation } from "../escalation.ts";

/** The console password of another user is changed. */
export const iamUpdateLoginProfile: Escalation = {
  id: "iam-update-login-profile",
  title: "The console password of another user is changed",
  kind: "principal-access",
  needs: [{ action: "iam:UpdateLoginProfile", resource: "target user" }],
  trust: null,
  gives: "user-console",
  gain: "The caller signs in to the console as the user.",
  unseen: null,
  seen: "The user has a console password; with an MFA device the sign-in asks for it.",
  pathfinding: "iam-006",
  aka: [],
  source: "pathfinding",
};
