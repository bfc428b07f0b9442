import type { Escalation } from "../escalation.ts";

/** A device that its owner has just created is replaced. */
export const mfaTakePendingDeviceName: Escalation = {
  id: "mfa-take-pending-device-name",
  title: "A device that its owner has just created is replaced",
  kind: "mfa-guard",
  needs: [
    { action: "iam:DeleteVirtualMFADevice", resource: "own mfa" },
    { action: "iam:CreateVirtualMFADevice", resource: "own mfa" },
    { action: "iam:EnableMFADevice", resource: "own user" },
  ],
  trust: null,
  gives: "mfa-session",
  gain: "The caller's device is activated instead of the owner's, and with it come MFA sessions.",
  unseen: "A device that nobody has activated yet exists under the expected name.",
  seen: "The caller is an IAM user without an active device.",
  pathfinding: null,
  aka: [],
  source: "own",
};
