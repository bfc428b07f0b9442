import { allow, guard, odd, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { exemptHits } from "../guarding/exempt.ts";
import { orBeside } from "../guarding/left-open.ts";

const ownDevice = "arn:aws:iam::*:mfa/${aws:username}";
const remove = "iam:DeleteVirtualMFADevice";

/** P09: a virtual device that waits to be enrolled can be deleted without MFA. */
export const pendingDeviceDeletedWithoutMfa: Gap = {
  id: "pending-device-deleted-without-mfa",
  pitfall: "P09",
  title: "A device that is being enrolled can be deleted without MFA",
  severity: "medium",
  danger:
    "Between creating a virtual device and enabling it the device belongs to nobody. Whoever holds a stolen key deletes it there, creates one of the same name with a known secret, and wins the race for the user's first device.",
  fix: "Take iam:DeleteVirtualMFADevice off the guard's NotAction. Since 2022 names of devices are free, so nobody needs to delete one to try again.",
  references: [
    "IAM user guide, Tutorial: Permit users to manage their credentials and MFA settings (2017)",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  aka: ["feeds the activation race, the third of three gaps in AWS's MFA policy of 2017 that Duo found"],
  asks: ["identity", "boundary", "scp"],
  find: (view) =>
    orBeside(view, (asked) =>
      exemptHits(
        asked,
        [remove],
        () => "Only devices that are assigned to nobody can be deleted; that is what the race needs.",
      ),
    ),
  cases: [
    {
      name: "an exempt call on the own device passes without MFA",
      documents: [policy(allow(remove, ownDevice), guard(remove))],
      expect: "gap",
      actions: ["iam:DeleteVirtualMFADevice"],
    },
    {
      name: "a guard alone that leaves the call out is worth a note",
      documents: [policy(guard(remove))],
      expect: "note",
    },
    {
      name: "a guard that does not leave it out holds it",
      documents: [policy(allow(remove, ownDevice), guard())],
      expect: "none",
    },
    {
      name: "without a guard for everything there is nothing to be exempt from",
      documents: [policy(allow(remove, ownDevice))],
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may pass",
      documents: [policy(allow(remove, ownDevice, odd), guard(remove))],
      expect: "may",
      actions: ["iam:DeleteVirtualMFADevice"],
    },
  ],
};
