import type { Escalation } from "../escalation.ts";

/** A device of the caller's is put on another user. */
export const mfaEnrolForOtherUser: Escalation = {
  id: "mfa-enrol-for-other-user",
  title: "A device of the caller's is put on another user",
  kind: "mfa-guard",
  needs: [
    { action: "iam:CreateVirtualMFADevice", resource: "own mfa" },
    { action: "iam:EnableMFADevice", resource: "target user" },
  ],
  trust: null,
  gives: "other-device",
  gain: "With the user's password or key the caller has MFA sessions of the user.",
  unseen: null,
  seen: "The target is a user. A password or key of it is another matter.",
  pathfinding: null,
  aka: [],
  source: "own",
};
