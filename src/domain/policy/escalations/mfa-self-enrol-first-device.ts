import type { Escalation } from "../escalation.ts";

/** The first MFA device is put on the own user. */
export const mfaSelfEnrolFirstDevice: Escalation = {
  id: "mfa-self-enrol-first-device",
  title: "The first MFA device is put on the own user",
  kind: "mfa-guard",
  needs: [
    { action: "iam:CreateVirtualMFADevice", resource: "own mfa" },
    { action: "iam:EnableMFADevice", resource: "own user" },
  ],
  trust: null,
  gives: "mfa-session",
  gain: "A key alone becomes an MFA session: sts:GetSessionToken takes the new device's code and no grant.",
  unseen: null,
  seen: "The caller is an IAM user without a device. AWS refuses a further one from an access key.",
  pathfinding: null,
  aka: [],
  source: "own",
};
