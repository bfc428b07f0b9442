import { allow, guard, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { enrolmentCalls } from "../guarding/enrolment.ts";
import { enrolmentWays } from "../guarding/enrolment-ways.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const enrolment = enrolmentCalls;
const selfService = allow(enrolment, [own, "arn:aws:iam::*:mfa/${aws:username}"]);
const keysOut = {
  Effect: "Deny",
  Action: enrolment,
  Resource: "*",
  Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
};

function find(view: GapView): readonly GapHit[] {
  if (!view.isGuarded || view.subject.principal.kind !== "user") return [];
  const ways = enrolmentWays(view.mended());
  const open = ways.find(({ verdict }) => verdict === "open");
  const shared = { action: "iam:EnableMFADevice", statement: broadGuardPlace(view) };
  if (open !== undefined) {
    const isKey = open.credential === "user-key";
    const says = isKey
      ? "The user has no device, so the key itself enrols one."
      : "A console that is opened with a federation token enrols one.";
    return [
      {
        ...shared,
        verdict: "gap",
        states: open.states,
        witness: open.witness,
        says,
        ...(isKey ? {} : { subject: open.subject }),
      },
    ];
  }
  const perhaps = ways.filter(({ verdict }) => verdict === "may");
  if (perhaps.length === 0) return [];
  const states = statesWithoutMfa.filter((state) => perhaps.some((way) => way.states.includes(state)));
  const why = [...new Set(perhaps.flatMap((way) => way.why ?? []))].join("; ");
  return [{ ...shared, verdict: "may", states, witness: null, why }];
}

/** P12: whoever holds the key may enrol the device that the guard then asks for. */
export const stolenKeyEnrolsFirstDevice: Gap = {
  id: "stolen-key-enrols-first-device",
  pitfall: "P12",
  title: "A stolen key can enrol the first MFA device",
  severity: "critical",
  danger:
    "The calls that enrol a device pass without MFA, as they must for a new user. Whoever holds the stolen key of a user without device enrols one first, makes a session with its code, and the guard is content.",
  fix: "Enrol a device for every user before the user gets a key. To take the calls from keys, add a Deny of iam:CreateVirtualMFADevice, iam:EnableMFADevice and sts:GetFederationToken with Null aws:MultiFactorAuthPresent true; to close them altogether, take them off the guard's NotAction and let an administrator enrol devices.",
  references: [
    "AWS security bulletin AWS-2023-001",
    "IAM user guide, Tutorial: Permit users to manage their credentials and MFA settings (2017)",
    "STS API reference, GetFederationToken and GetSessionToken",
  ],
  aka: ["the activation race, the third of three gaps in AWS's MFA policy of 2017 that Duo found"],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "of a user without device the key enrols the first one",
      documents: [policy(selfService, guard(...enrolment))],
      devices: 0,
      expect: "gap",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "of a user with a device the key does not; a console that is opened with it may",
      documents: [policy(selfService, guard(...enrolment))],
      devices: 1,
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "with the number of devices unknown nobody can tell",
      documents: [policy(selfService, guard(...enrolment))],
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "a Deny where the MFA key is missing takes the calls from keys, not from every console",
      documents: [policy(selfService, guard(...enrolment), keysOut)],
      devices: 0,
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "an Allow of everything with MFA is a guard too, and a second Allow what it leaves out",
      documents: [policy(allow("*", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } }), selfService)],
      devices: 0,
      expect: "gap",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "a guard that does not leave the calls out holds them",
      documents: [policy(selfService, guard())],
      devices: 0,
      expect: "none",
    },
    {
      name: "a device that cannot be created may still be brought along",
      documents: [policy(allow("iam:EnableMFADevice", own), guard(...enrolment))],
      devices: 0,
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
  ],
};
