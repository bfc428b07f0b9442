import type { Statement } from "../../iam/language/policy.ts";
import { isEnrolment } from "./enrol-list.ts";

/** A Deny of nothing but the calls that enrol a device (and of the federation token): it is not meant for everything. */
export function isAboutEnrolling({ effect, actions }: Statement): boolean {
  return (
    effect === "Deny" &&
    !actions.negated &&
    actions.patterns.every((name) => isEnrolment(name) || name.toLowerCase() === "sts:getfederationtoken")
  );
}

/** The two calls, and a condition that only requests signed with a key meet: they alone carry no MFA key at all. */
export function keysCannotEnrol(more: readonly string[]): Omit<Statement, "index" | "sid"> {
  return {
    effect: "Deny",
    actions: { negated: false, patterns: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", ...more] },
    resources: { negated: false, patterns: ["*"] },
    principals: null,
    conditions: [{ operator: "Null", key: "aws:MultiFactorAuthPresent", values: ["true"] }],
  };
}

/** The statement that denies all but the exempt calls without MFA. */
export function guardOfEverything(exempt: readonly string[]): Omit<Statement, "index" | "sid"> {
  return {
    effect: "Deny",
    actions: { negated: true, patterns: exempt },
    resources: { negated: false, patterns: ["*"] },
    principals: null,
    conditions: [{ operator: "BoolIfExists", key: "aws:MultiFactorAuthPresent", values: ["false"] }],
  };
}
