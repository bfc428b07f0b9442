import type { ConditionContext } from "../aws-service.ts";

/** The condition keys that a user's or role's own tags give to calls upon it. */
export function resourceTags(tags: Readonly<Record<string, string>> = {}): ConditionContext {
  const keys = Object.entries(tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`iam:ResourceTag/${key}`, value],
  ]);
  return Object.fromEntries(keys);
}
