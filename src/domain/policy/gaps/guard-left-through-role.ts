import { guardExcept, policy } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { leftOpen } from "../guarding/left-open.ts";

const assume = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };

/** P15: the call that leads into a role is exempt from the guard, and in the role the guard does not hold. */
export const guardLeftThroughRole: Gap = {
  id: "guard-left-through-role",
  pitfall: "P15",
  title: "The MFA guard can be left through a role",
  severity: "high",
  danger:
    "Whoever holds the stolen key assumes a role without MFA. Inside the role the user's policies are not asked any more, the guard least of all: everything the role may do is done without any code.",
  fix: "Take sts:AssumeRole off what the guard exempts, and demand MFA in the trust policy of every role that people assume: Bool on aws:MultiFactorAuthPresent with the value true.",
  references: [
    "IAM user guide, Secure API access with MFA: cross-account delegation with MFA",
    "STS API reference, AssumeRole",
  ],
  asks: ["identity", "boundary", "trust"],
  find: (view) => (view.subject.principal.kind === "user" ? leftOpen(view, ["sts:AssumeRole"]) : []),
  cases: [
    {
      name: "a guard that exempts sts:AssumeRole lets the key into every role that trusts the account",
      documents: [policy(assume, guardExcept("iam:EnableMFADevice", "sts:AssumeRole"))],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "a trust policy without MFA opens the role to a user whose guard exempts the call",
      as: "trust",
      documents: [
        policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }),
        policy(guardExcept("sts:AssumeRole")),
      ],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "the same user is held where the trust policy demands MFA",
      as: "trust",
      documents: [
        policy({
          Effect: "Allow",
          Principal: { AWS: "111122223333" },
          Action: "sts:AssumeRole",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        }),
        policy(guardExcept("sts:AssumeRole")),
      ],
      expect: "none",
    },
    {
      name: "a guard that takes the call holds",
      documents: [policy(assume, guardExcept("iam:EnableMFADevice", "sts:GetSessionToken"))],
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may let the key into a role",
      documents: [policy({ ...assume, Condition: { Odd: { "aws:x": "1" } } }, guardExcept("sts:AssumeRole"))],
      expect: "may",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "an exemption without any grant of the call is worth a note",
      documents: [policy(guardExcept("sts:AssumeRole"))],
      expect: "note",
    },
  ],
};
