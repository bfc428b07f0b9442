import { guardExcept, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";
import { isSelfService, withoutDevice } from "../guarding/self-service.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const allow = (Action: readonly string[], Resource: string = own, Condition: unknown = {}): unknown => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition,
});

/** P29, its mild form: calls that only show the own device are granted for self-service and refused by the guard. */
export const ownDeviceNotShown: Gap = {
  id: "own-device-not-shown",
  pitfall: "P29",
  title: "Users cannot look at their own MFA devices before they use one",
  severity: "low",
  danger:
    "The statement lets users look at their own MFA devices, and the guard refuses it without MFA. Users without a session that carries MFA get an error where the console shows the device. It is not needed to enrol one.",
  fix: "Add the call to what the guard exempts; it shows nothing that helps an attacker. Or take it out of the self-service statement.",
  references: [
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own MFA device on the Security credentials page",
  ],
  asks: ["identity"],
  find: (view) => {
    const { principal, devices } = view.subject;
    if (principal.kind !== "user" || !view.isGuarded || (devices !== "unknown" && devices > 0)) return [];
    // Where users cannot enrol at all, that is told instead.
    if (withoutDevice(view, "iam:EnableMFADevice").verdict === "closed") return [];
    const statement = broadGuardPlace(view);
    return showing.flatMap((action): readonly GapHit[] => {
      if (!isSelfService(view, action)) return [];
      const { verdict, why } = withoutDevice(view, action);
      if (verdict === "open") return [];
      const common = { action, states: statesWithoutMfa, witness: null, statement };
      return verdict === "may"
        ? [{ ...common, verdict, why }]
        : [{ ...common, verdict: "lockout", says: "It is not needed to enrol." }];
    });
  },
  cases: [
    {
      name: "GetMFADevice is granted on the own user and not exempt, as on AWS's own page",
      documents: [
        policy(
          allow(["iam:EnableMFADevice", "iam:GetMFADevice"]),
          guardExcept("iam:EnableMFADevice", "iam:ListMFADevices"),
        ),
      ],
      expect: "lockout",
      actions: ["iam:GetMFADevice"],
    },
    {
      name: "exempt it can be seen",
      documents: [
        policy(
          allow(["iam:EnableMFADevice", "iam:GetMFADevice"]),
          guardExcept("iam:EnableMFADevice", "iam:GetMFADevice"),
        ),
      ],
      expect: "none",
    },
    {
      name: "a user who has a device signs in with it and sees it",
      documents: [policy(allow(["iam:EnableMFADevice", "iam:GetMFADevice"]), guardExcept("iam:EnableMFADevice"))],
      devices: 1,
      expect: "none",
    },
    {
      name: "where users cannot enrol at all, that is told instead",
      documents: [policy(allow(["iam:EnableMFADevice", "iam:GetMFADevice"]), guardExcept("sts:GetSessionToken"))],
      expect: "none",
    },
    {
      name: "an administrator's statement is no self-service",
      documents: [policy(allow(["iam:EnableMFADevice"]), guardExcept("iam:EnableMFADevice"))],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "under an operator that AWS does not know it may be seen",
      documents: [
        policy(
          allow(["iam:EnableMFADevice"]),
          allow(["iam:GetMFADevice"], own, { Odd: { "aws:x": "1" } }),
          guardExcept("iam:EnableMFADevice", "iam:GetMFADevice"),
        ),
      ],
      expect: "may",
      actions: ["iam:GetMFADevice"],
    },
  ],
};

const showing: readonly string[] = ["iam:GetMFADevice", "iam:ListMFADevices"];
