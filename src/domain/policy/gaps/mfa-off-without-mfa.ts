import { allow, guard, odd, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { exemption, exemptionOnOthers } from "../guarding/exempt.ts";
import { broadGuardPlace, orBeside } from "../guarding/left-open.ts";
import { ownUser } from "../guarding/own-resources.ts";
import { passingHits } from "../guarding/passing.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const off = "iam:DeactivateMFADevice";

function find(view: GapView): readonly GapHit[] {
  return orBeside(view, (asked) => {
    const statement = broadGuardPlace(asked);
    const own = exemption(asked, off, [ownUser(asked)]);
    const others = exemptionOnOthers(asked, off);
    const reach = "It reaches the devices of other users, which no rule of AWS protects.";
    if (others.open.length > 0) return passingHits(others, off, { statement, says: reach });
    if (own.open.length === 0) {
      const found = passingHits(own, off, { statement });
      return found.length > 0 ? found : passingHits(others, off, { statement, says: reach });
    }
    const isKeys = own.open.includes("absent");
    return passingHits(own, off, {
      statement,
      says: [...(isKeys ? [sayOfKey(asked)] : []), sayOfConsole(asked)].join(" ").trim(),
      ...(isKeys ? { mitigatedBy: "AWS-2023-001" } : {}),
    });
  });
}

/** What a long-term key can do with the user's own device. */
function sayOfKey(view: GapView): string {
  const [key] = view.askWith("user-key", off, { arns: [ownUser(view)] });
  switch (key?.answer.verdict) {
    case "open":
      return "The user has no device yet; once there is one, AWS refuses this call to a long-term key.";
    case "closed":
      return "AWS refuses this call to a long-term key, because the user has a device.";
    case "may":
    case undefined:
      return "AWS refuses this call to a long-term key of a user who has a device; how many this user has is not known.";
  }
}

function sayOfConsole(view: GapView): string {
  const kinds = ["federation-console", "session-token-console"] as const;
  const opens = kinds.some((kind) =>
    view.askWith(kind, off, { arns: [ownUser(view)] }).some(({ answer }) => answer.verdict !== "closed"),
  );
  return opens
    ? "From a console that is opened with the key it may pass: AWS does not say whether its rule holds there."
    : "";
}

/** P08: the call that switches a device off is exempt from the guard that asks for the device. */
export const mfaOffWithoutMfa: Gap = {
  id: "mfa-off-without-mfa",
  pitfall: "P08",
  title: "MFA can be switched off without MFA",
  severity: "high",
  danger:
    "Whoever holds a stolen key takes the user's device off the account and enrols another, or none. The guard that asks for MFA then has nothing left to ask for, and an enrolled device of the thief's passes it.",
  fix: "Take iam:DeactivateMFADevice off the guard's NotAction, and grant it only on the user's own ARN.",
  references: [
    "IAM user guide, Tutorial: Permit users to manage their credentials and MFA settings (2017)",
    "AWS security bulletin AWS-2023-001",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  aka: ["the first of three gaps in AWS's MFA policy of 2017 that Duo found"],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "the own device can be switched off without MFA by the text",
      documents: [policy(allow(off, own), guard(off))],
      expect: "gap",
      actions: ["iam:DeactivateMFADevice"],
    },
    {
      name: "the devices of all users can be switched off",
      documents: [policy(allow(off, "*"), guard(off))],
      devices: 1,
      expect: "gap",
      actions: ["iam:DeactivateMFADevice"],
    },
    {
      name: "a guard alone that leaves the call out is worth a note",
      documents: [policy(guard(off))],
      expect: "note",
    },
    {
      name: "a guard that does not leave it out holds it",
      documents: [policy(allow(off, own), guard())],
      expect: "none",
    },
    {
      name: "a grant that itself needs MFA does not pass",
      documents: [
        policy(allow(off, own, { Bool: { "aws:MultiFactorAuthPresent": "true" } }), allow("*", "*", odd), guard()),
      ],
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may pass",
      documents: [policy(allow(off, own, odd), guard(off))],
      expect: "may",
      actions: ["iam:DeactivateMFADevice"],
    },
  ],
};
