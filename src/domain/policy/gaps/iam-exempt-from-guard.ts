import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { exemptHits } from "../guarding/exempt.ts";
import { orBeside } from "../guarding/left-open.ts";
import { refKey } from "../guarding/mending.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";

const guard = (NotAction: unknown): unknown => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      NotAction,
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
});

function isIam(name: string): boolean {
  return name.startsWith("iam:");
}

/** Every IAM action passes without MFA, and not everything does. */
function leavesIamOut(view: GapView): boolean {
  return statesWithoutMfa.some((state) => {
    if (!view.states.includes(state)) return false;
    const closed = view.names(state, "closed");
    return closed.length > 0 && !closed.some(isIam) && !view.names(state, "may").some(isIam);
  });
}

/** What the broad guards leave out, asked of them alone. */
function guardsLeaveIamOut(view: GapView): boolean {
  const broad = view.guards.filter(({ isBroad }) => isBroad);
  const isDeny = broad.some(({ statement }) => statement.effect === "Deny");
  if (!isDeny) return leavesIamOut(view.mended());
  const chosen = new Set(broad.map(({ ref }) => refKey(ref)));
  const alone = view
    .mended()
    .variant((statement, ref) => (statement.effect === "Deny" && !chosen.has(refKey(ref)) ? null : statement));
  return leavesIamOut(alone.besideAdmin());
}

function find(view: GapView): readonly GapHit[] {
  return orBeside(view, (asked) => {
    if (!guardsLeaveIamOut(asked)) return [];
    const passing = new Set<string>();
    for (const state of statesWithoutMfa) {
      for (const verdict of ["open", "may"] as const) {
        for (const name of asked.mended().names(state, verdict)) if (isIam(name)) passing.add(name);
      }
    }
    return exemptHits(asked, [...passing]);
  });
}

/** P07: a guard that leaves out `iam:*` leaves out all that makes an administrator. */
export const iamExemptFromGuard: Gap = {
  id: "iam-exempt-from-guard",
  pitfall: "P07",
  title: "All of IAM is exempt from the MFA guard",
  severity: "critical",
  danger:
    "The guard leaves out every IAM action, so that people can enrol a device. Whoever holds a stolen key uses the same exemption: makes a user or a key without MFA, attaches a policy that allows everything, and is an administrator whom the guard never meets.",
  fix: "Name in NotAction only what a user needs to enrol the first device: iam:ListVirtualMFADevices, iam:ListMFADevices, iam:CreateVirtualMFADevice, iam:EnableMFADevice, iam:ResyncMFADevice, iam:GetUser.",
  references: [
    "IAM user guide, Tutorial: Permit users to manage their credentials and MFA settings (2017)",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  aka: ["the second of three gaps in AWS's MFA policy of 2017 that Duo found"],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "beside an administrator's statement every IAM action passes without MFA",
      documents: [guard("iam:*")],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:DeactivateMFADevice"],
    },
    {
      name: "alone it opens nothing, and is worth a note",
      documents: [guard("iam:*")],
      expect: "note",
    },
    {
      name: "an Allow of everything with MFA beside an Allow of IAM leaves IAM out as well",
      documents: [
        {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "iam:*", Resource: "*" },
            {
              Effect: "Allow",
              Action: "*",
              Resource: "*",
              Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
            },
          ],
        },
      ],
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "a guard that leaves out a few calls does not leave out IAM",
      documents: [guard(["iam:EnableMFADevice", "iam:ListUsers"])],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "what is granted under an operator that AWS does not know may pass",
      documents: [
        guard("iam:*"),
        {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "iam:CreateUser", Resource: "*", Condition: { Odd: { "aws:x": "1" } } },
          ],
        },
      ],
      expect: "may",
      actions: ["iam:CreateUser"],
    },
  ],
};
