import { onlyStatement } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { throughFault } from "../guarding/through-fault.ts";

const key = "aws:MultiFactorAuthPresent";

/** P04: an Allow with IfExists grants also where the MFA key is missing. */
export const allowWithIfExists: Gap = {
  id: "allow-with-if-exists",
  pitfall: "P04",
  title: "The Allow that should need MFA is also granted to access keys",
  severity: "critical",
  danger:
    'A request that is signed with a stolen access key has no MFA key at all, and IfExists counts a missing key as a match. The Allow that was written for sessions with MFA is granted to the thief. The visual editor of the IAM console writes exactly this for "MFA required".',
  fix: "Drop IfExists: an Allow must say Bool on aws:MultiFactorAuthPresent true, or a Numeric limit on aws:MultiFactorAuthAge.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    "IAM user guide, IAM JSON policy elements: Condition operators (IfExists)",
  ],
  asks: ["identity", "boundary", "scp", "session", "resource"],
  find: (view) => throughFault(view, "allow-if-exists"),
  cases: [
    {
      name: "BoolIfExists true opens everything to keys",
      documents: [onlyStatement("Allow", { BoolIfExists: { [key]: "true" } })],
      expect: "gap",
      actions: ["iam:CreateUser", "s3:GetObject"],
    },
    {
      name: "a limit on the age with IfExists opens everything without MFA",
      documents: [onlyStatement("Allow", { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "1800" } })],
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "Bool true grants to sessions with MFA only",
      documents: [onlyStatement("Allow", { Bool: { [key]: "true" } })],
      expect: "none",
    },
    {
      name: "under an operator that AWS does not know it may grant to keys",
      documents: [onlyStatement("Allow", { BoolIfExists: { [key]: "true" }, Odd: { "aws:x": "1" } })],
      expect: "may",
      actions: ["iam:CreateUser"],
    },
  ],
};
