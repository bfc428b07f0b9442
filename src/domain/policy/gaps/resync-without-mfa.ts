import { allow, guard, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { exemptHits } from "../guarding/exempt.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const resync = "iam:ResyncMFADevice";

/** P13: a device can be resynchronised without MFA, which takes two of its codes. */
export const resyncWithoutMfa: Gap = {
  id: "resync-without-mfa",
  pitfall: "P13",
  title: "A device can be resynchronised without MFA",
  severity: "info",
  danger: "Resynchronising asks for two consecutive codes of the device, so a stolen key alone does nothing with it.",
  fix: "Nothing needs to be done. Where nobody needs it, take iam:ResyncMFADevice off the guard's NotAction.",
  references: [
    "IAM API reference, ResyncMFADevice",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) =>
    exemptHits(view, [resync]).map((hit) => ({
      ...hit,
      verdict: "note" as const,
      says: "It needs two consecutive codes of the device.",
    })),
  cases: [
    {
      name: "an exempt call is worth a note",
      documents: [policy(allow(resync, own), guard(resync))],
      expect: "note",
      actions: ["iam:ResyncMFADevice"],
    },
    {
      name: "a guard that does not leave it out holds it",
      documents: [policy(allow(resync, own), guard())],
      expect: "none",
    },
  ],
};
