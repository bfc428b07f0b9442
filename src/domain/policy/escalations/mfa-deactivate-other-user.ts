import type { Escalation } from "../escalation.ts";

/** The MFA devices of another user are taken off. */
export const mfaDeactivateOtherUser: Escalation = {
  id: "mfa-deactivate-other-user",
  title: "The MFA devices of another user are taken off",
  kind: "mfa-guard",
  needs: [{ action: "iam:DeactivateMFADevice", resource: "target user" }],
  trust: null,
  gives: "other-device",
  gain: "Takes the second factor off another user.",
  unseen: null,
  seen: "The user has a device. A password or key of it is another matter.",
  pathfinding: null,
  aka: [],
  source: "own",
};
