import { allow, guard, odd, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { exemptionOnOthers } from "../guarding/exempt.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { passingHits } from "../guarding/passing.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const enable = "iam:EnableMFADevice";

/** P11: without MFA a device can be enrolled for somebody else. */
export const devicesForOtherUsers: Gap = {
  id: "devices-for-other-users",
  pitfall: "P11",
  title: "Devices can be enrolled for other users without MFA",
  severity: "high",
  danger:
    "Whoever holds a stolen key enrols a device of their own for another user who has none yet, an administrator for example. That user is locked out of what the guard holds, and with that user's password or key the thief passes the guard.",
  fix: "Grant iam:EnableMFADevice on arn:aws:iam::*:user/${aws:username} only, where it is exempt from the guard.",
  references: ["IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials"],
  asks: ["identity", "boundary", "scp"],
  find: (view) => passingHits(exemptionOnOthers(view, enable), enable, { statement: broadGuardPlace(view) }),
  cases: [
    {
      name: "a grant on all users enrols for others",
      documents: [policy(allow(enable, "arn:aws:iam::*:user/*"), guard(enable))],
      expect: "gap",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "a grant on the own user does not",
      documents: [policy(allow(enable, own), guard(enable))],
      expect: "none",
    },
    {
      name: "a guard that does not leave it out holds it",
      documents: [policy(allow(enable, "*"), guard())],
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may pass",
      documents: [policy(allow(enable, "*", odd), guard(enable))],
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
  ],
};
