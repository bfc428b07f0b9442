import type { Escalation } from "../escalation.ts";

/** The own MFA device is taken off and another put on. */
export const mfaDeactivateThenEnrol: Escalation = {
  id: "mfa-deactivate-then-enrol",
  title: "The own MFA device is taken off and another put on",
  kind: "mfa-guard",
  needs: [
    { action: "iam:DeactivateMFADevice", resource: "own user" },
    { action: "iam:CreateVirtualMFADevice", resource: "own mfa" },
    { action: "iam:EnableMFADevice", resource: "own user" },
  ],
  trust: null,
  gives: "mfa-session",
  gain: "The caller has MFA sessions of the user, and the owner has none any more.",
  unseen: null,
  seen: "The caller is an IAM user with a device. AWS refuses this from an access key.",
  pathfinding: null,
  aka: [],
  source: "own",
};
