import type { Gap } from "../gap.ts";
import { letThrough } from "../guarding/let-through.ts";

const trust = (Condition: unknown, Effect = "Allow"): unknown => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
    { Effect, Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole", Condition },
  ].slice(Effect === "Allow" ? 1 : 0),
});
const key = "aws:MultiFactorAuthPresent";

/** P16: a trust policy whose MFA condition is also met by callers without MFA. */
export const trustLetsKeysAssume: Gap = {
  id: "trust-lets-keys-assume",
  pitfall: "P16",
  title: "The role's demand for MFA does not hold access keys",
  severity: "critical",
  danger:
    "The trust policy seems to demand MFA, but its condition is also met when the key is missing or says nothing of a code. Whoever holds a stolen access key of a user that the role trusts assumes the role without any code and does all that the role may do.",
  fix: "Write the condition of the Allow as Bool on aws:MultiFactorAuthPresent with the value true, without IfExists and without a set operator; a Deny as BoolIfExists with the value false.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    "IAM user guide, Secure API access with MFA: MFA protection for cross-account delegation",
  ],
  asks: ["trust"],
  // Sessions of roles never carry MFA: what a role may do is no fault of the operator.
  find: (view) =>
    view.subject.principal.kind !== "user"
      ? []
      : letThrough(view, ({ ref, statement, holdsIn }) => {
          if (ref.layer !== "resource") return false;
          const isAllow = statement.effect === "Allow";
          return (["absent", "false"] as const).some((state) => holdsIn.has(state) === isAllow);
        }),
  cases: [
    {
      name: "Allow with BoolIfExists true lets access keys in",
      as: "trust",
      documents: [trust({ BoolIfExists: { [key]: "true" } })],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "a Deny on Bool false lets access keys in",
      as: "trust",
      documents: [trust({ Bool: { [key]: "false" } }, "Deny")],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "Allow with Null false lets sessions without MFA in",
      as: "trust",
      documents: [trust({ Null: { [key]: "false" } })],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "Allow with Bool true demands MFA",
      as: "trust",
      documents: [trust({ Bool: { [key]: "true" } })],
      expect: "none",
    },
    {
      name: "a Deny with BoolIfExists false demands MFA",
      as: "trust",
      documents: [trust({ BoolIfExists: { [key]: "false" } }, "Deny")],
      expect: "none",
    },
    {
      name: "beside BoolIfExists, an operator that AWS does not know may or may not let keys in",
      as: "trust",
      documents: [trust({ BoolIfExists: { [key]: "true" }, Odd: { "aws:x": "1" } })],
      expect: "may",
      actions: ["sts:AssumeRole"],
    },
  ],
};
