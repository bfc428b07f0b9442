import { policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { liftingMfa } from "../guarding/lifting-mfa.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";
import { isSelfService, withoutDevice } from "../guarding/self-service.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const exempting = (...names: readonly string[]): unknown => ({
  Effect: "Deny",
  NotAction: ["sts:GetSessionToken", ...names.map((name) => `iam:${name}`)],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
});
const allow = (names: string, Resource: string, Condition: unknown = {}): unknown => ({
  Effect: "Allow",
  Action: names.split(" ").map((name) => `iam:${name}`),
  Resource,
  Condition,
});

/** P29: a user without a device cannot enrol one, and so never reaches what the guard demands. */
export const noWayToEnrol: Gap = {
  id: "no-way-to-enrol",
  pitfall: "P29",
  title: "A user without an MFA device cannot enrol one",
  severity: "high",
  danger:
    "The guard demands MFA for the very calls that register an MFA device. A user who has none yet can do nothing about it: new employees, and everybody whose device is lost and removed, are locked out until somebody else registers a device for them. Where an administrator with MFA is meant to do that, this is on purpose, and it keeps a stolen key from enrolling too: then tell the users.",
  fix: "Exempt iam:CreateVirtualMFADevice and iam:EnableMFADevice from the guard, or let an administrator with MFA register the first device of every user and write that down where users look.",
  references: [
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page",
    "IAM user guide, Enable MFA devices for users",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) => {
    const { principal, devices } = view.subject;
    if (principal.kind !== "user" || !view.isGuarded || (devices !== "unknown" && devices > 0)) return [];
    return enrolment(view);
  },
  cases: [
    {
      name: "a guard that exempts no enrolment locks out users who may enrol themselves with MFA only",
      documents: [
        policy(
          allow("CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"),
          allow("EnableMFADevice", own),
          exempting("ListUsers"),
        ),
      ],
      expect: "lockout",
      actions: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice"],
    },
    {
      name: "a guard on everything locks a new administrator out",
      documents: [policy(exempting())],
      isBesideAdmin: true,
      expect: "lockout",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "self-service that resynchronises a device and registers none locks out users without one",
      documents: [policy(allow("ListMFADevices ResyncMFADevice", own), exempting("ListMFADevices", "ResyncMFADevice"))],
      expect: "lockout",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "documents without any self-service only ask that somebody else registers the device",
      documents: [policy(exempting(), { Effect: "Allow", Action: "s3:GetObject", Resource: "*" })],
      expect: "note",
    },
    {
      name: "where enrolment is exempt and granted, a user enrols",
      documents: [
        policy(
          allow("CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"),
          allow("EnableMFADevice", own),
          exempting("CreateVirtualMFADevice", "EnableMFADevice"),
        ),
      ],
      expect: "none",
    },
    {
      name: "an exemption for enrolment that nothing grants locks nobody out",
      documents: [policy(exempting("CreateVirtualMFADevice", "EnableMFADevice"))],
      expect: "none",
    },
    {
      name: "guards that refuse enrolment with and without MFA lock everybody out",
      documents: [
        policy(exempting(), {
          Effect: "Deny",
          Action: "iam:EnableMFADevice",
          Resource: "*",
          Condition: { Null: { "aws:MultiFactorAuthPresent": "false" } },
        }),
      ],
      isBesideAdmin: true,
      devices: 0,
      expect: "lockout",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "a user who has a device is not concerned",
      documents: [policy(exempting())],
      isBesideAdmin: true,
      devices: 1,
      expect: "none",
    },
    {
      name: "where only the second step is exempt, a security key or hardware token may still do",
      documents: [policy(exempting("EnableMFADevice"))],
      isBesideAdmin: true,
      expect: "may",
      actions: ["iam:CreateVirtualMFADevice"],
    },
    {
      name: "an Allow under an operator that AWS does not know may let a user enrol",
      documents: [
        policy(
          allow("CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"),
          allow("EnableMFADevice", own, { Odd: { "aws:x": "1" } }),
          exempting("CreateVirtualMFADevice", "EnableMFADevice"),
        ),
      ],
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
  ],
};

const [create, enable] = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"] as const;

function enrolment(view: GapView): readonly GapHit[] {
  const statement = broadGuardPlace(view);
  const hit = (verdict: GapHit["verdict"], action: string, more: Partial<GapHit> = {}): GapHit => ({
    verdict,
    action,
    states: statesWithoutMfa,
    witness: null,
    statement,
    ...more,
  });
  const [creating, enabling] = [withoutDevice(view, create), withoutDevice(view, enable)];
  if (enabling.verdict === "may") return [hit("may", enable, { why: enabling.why })];
  if (enabling.verdict === "open") {
    if (creating.verdict === "open" || !isByGuard(view, create)) return [];
    const why =
      creating.why ??
      "only a security key or hardware token can be registered without creating a virtual device first, and whether people have one is not known";
    return [hit("may", create, { why })];
  }
  if (isByGuard(view, enable)) {
    const both = creating.verdict === "closed" && isByGuard(view, create) ? [hit("lockout", create)] : [];
    return [hit("lockout", enable), ...both];
  }
  // Nothing grants it: what remains to be told is whether the guard would take it, and whether people were meant to.
  if (withoutDevice(view.besideAdmin(), enable).verdict !== "closed") return [];
  if (isSelfService(view, "iam:ResyncMFADevice") || isSelfService(view, "iam:DeactivateMFADevice")) {
    return [hit("lockout", enable, { says: "The documents let users look after their own device and register none." })];
  }
  const says = "The documents grant no enrolment at all: somebody else must register the first device of every user.";
  return [hit("note", enable, { says })];
}

/** Allowed to a user without device as soon as nothing demands MFA. */
function isByGuard(view: GapView, action: string): boolean {
  return withoutDevice(liftingMfa(view), action).verdict !== "closed";
}
