import type { Escalation } from "../escalation.ts";

/** The MFA devices of another user are taken off. */
export const mfaDeactivateOtherUser: Escalation = {
  id: "mfa-deactivate-other-user",
  title: "The MFA devices of another user are taken off",
  kind: "mfa-guard",
  needs: [{ action: "iam:DeactivateMFADevice", resource: "target user" }],
  trust: null,
  gives: "other-device",
  gain: "Whoever has the user's password or key needs no code any more.",
  unseen: null,
  seen: "The user has a device. A password or key of it is another matter.",
  pathfinding: null,
  aka: [],
  source: "own",
};
