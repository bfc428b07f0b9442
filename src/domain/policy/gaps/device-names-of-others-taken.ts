import { allow, guard, odd, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { exemptionOnOthers } from "../guarding/exempt.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { passingHits } from "../guarding/passing.ts";

const ownDevice = "arn:aws:iam::*:mfa/${aws:username}";
const create = "iam:CreateVirtualMFADevice";

/** P10: without MFA devices can be created under names that are not the user's. */
export const deviceNamesOfOthersTaken: Gap = {
  id: "device-names-of-others-taken",
  pitfall: "P10",
  title: "Device names can be taken without MFA",
  severity: "low",
  danger:
    "Whoever holds a stolen key creates virtual devices under the names that other users would take. That opens nothing, but enrolling fails for whoever expects the name to be free.",
  fix: "Accept it where users name their devices freely, which AWS suggests since several devices are possible; else grant iam:CreateVirtualMFADevice on the device with the user's own name only.",
  references: ["IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials"],
  asks: ["identity", "boundary", "scp"],
  find: (view) => passingHits(exemptionOnOthers(view, create), create, { statement: broadGuardPlace(view) }),
  cases: [
    {
      name: "a grant on all devices takes any name",
      documents: [policy(allow(create, "arn:aws:iam::*:mfa/*"), guard(create))],
      expect: "gap",
      actions: ["iam:CreateVirtualMFADevice"],
    },
    {
      name: "a grant on the own name takes no other",
      documents: [policy(allow(create, ownDevice), guard(create))],
      expect: "none",
    },
    {
      name: "a guard that does not leave it out holds it",
      documents: [policy(allow(create, "*"), guard())],
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may pass",
      documents: [policy(allow(create, "*", odd), guard(create))],
      expect: "may",
      actions: ["iam:CreateVirtualMFADevice"],
    },
  ],
};
