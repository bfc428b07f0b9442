import { onlyStatement } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { throughFault } from "../guarding/through-fault.ts";

const key = "aws:MultiFactorAuthPresent";

/** P05: set operators answer for a missing key without looking at anything. */
export const setOperatorOnMfa: Gap = {
  id: "set-operator-on-mfa",
  pitfall: "P05",
  title: "A set operator on the MFA key lets access keys through",
  severity: "critical",
  danger:
    "ForAllValues is true and ForAnyValue is false when the key is missing, as it is in every request that a stolen access key signs. An Allow with ForAllValues is granted to the thief, a Deny with ForAnyValue passes the thief by.",
  fix: "Use no set operator on a key with a single value: Deny with BoolIfExists false, or Allow with Bool true.",
  references: [
    "IAM user guide, Single-valued vs. multivalued context keys",
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
  ],
  asks: ["identity", "boundary", "scp", "resource"],
  find: (view) => throughFault(view, "set-operator"),
  cases: [
    {
      name: "an Allow for all values true opens everything to keys",
      documents: [onlyStatement("Allow", { "ForAllValues:Bool": { [key]: "true" } })],
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "a Deny for any value false beside an administrator's statement lets keys do everything",
      documents: [onlyStatement("Deny", { "ForAnyValue:Bool": { [key]: "false" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "an Allow for any value true is not granted to keys",
      documents: [onlyStatement("Allow", { "ForAnyValue:Bool": { [key]: "true" } })],
      expect: "none",
    },
    {
      name: "a Deny for all values false holds keys, if by accident",
      documents: [onlyStatement("Deny", { "ForAllValues:Bool": { [key]: "false" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "under an operator that AWS does not know it may grant to keys",
      documents: [onlyStatement("Allow", { "ForAllValues:Bool": { [key]: "true" }, Odd: { "aws:x": "1" } })],
      expect: "may",
      actions: ["iam:CreateUser"],
    },
  ],
};
