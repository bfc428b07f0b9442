import { onlyStatement } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { isEnrolmentInConsole } from "../guarding/enrolment.ts";
import { throughFault } from "../guarding/through-fault.ts";

const key = "aws:MultiFactorAuthPresent";

/** P02: a Null test asks whether the key is there, not whether MFA was given. */
export const nullTestForMfa: Gap = {
  id: "null-test-for-mfa",
  pitfall: "P02",
  title: "The MFA guard only asks whether the MFA key is there",
  severity: "critical",
  danger:
    "A console session without MFA, and temporary credentials that a stolen key makes without a code, carry aws:MultiFactorAuthPresent with the value false. A Null test sees that the key is there and is content, so they do everything the user may do.",
  fix: "Compare the value: Deny with BoolIfExists on aws:MultiFactorAuthPresent false, or Allow with Bool true. To test for presence, ask Null of aws:MultiFactorAuthAge instead, which exists only with MFA.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    "IAM user guide, IAM JSON policy elements: Condition operators (Null)",
  ],
  asks: ["identity", "boundary", "scp", "resource"],
  find: (view) => throughFault(view, "null-test").filter((hit) => !isEnrolmentInConsole(view, hit)),
  cases: [
    {
      name: "a Deny where the key is missing lets sessions without MFA do everything",
      documents: [onlyStatement("Deny", { Null: { [key]: "true" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser", "s3:GetObject"],
    },
    {
      name: "an Allow where the key is there opens everything to sessions without MFA",
      documents: [onlyStatement("Allow", { Null: { [key]: "false" } })],
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "a Deny where the key is there keeps out sessions with MFA and lets keys in",
      documents: [onlyStatement("Deny", { Null: { [key]: "false" } })],
      isBesideAdmin: true,
      expect: "lockout",
    },
    {
      name: "the age is there only with MFA, so a Deny where it is missing holds",
      documents: [onlyStatement("Deny", { Null: { "aws:MultiFactorAuthAge": "true" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may let sessions without MFA through",
      documents: [
        onlyStatement("Deny", { Null: { [key]: "true" } }),
        {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Odd: { "aws:x": "1" } } }],
        },
      ],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
