import { actionPattern, coversAction } from "../../../iam/language/action-pattern.ts";
import type { Policy, Statement } from "../../../iam/language/policy.ts";
import type { ProveLayer } from "../../../iam/prove/subject.ts";

const known = new WeakMap<Policy, boolean>();

/**
 * True when documents let a user touch MFA devices of nobody but itself: each Allow of these calls names the own user by
 * its variable and nothing behind it. Cheaper than asking about every other user.
 */
export function touchesOwnDeviceOnly(layer: ProveLayer): boolean {
  return !("unknown" in layer) && layer.every(({ policy }) => isOwnOnly(policy));
}

function isOwnOnly(policy: Policy): boolean {
  const found = known.get(policy) ?? policy.statements.every((each) => isHarmless(each, policy.version));
  known.set(policy, found);
  return found;
}

function isHarmless({ effect, actions, resources }: Statement, version: Policy["version"]): boolean {
  if (effect === "Deny") return true;
  const patterns = actions.patterns.map(actionPattern);
  const isCovered = calls.some((call) => patterns.some((each) => coversAction(each, call)) !== actions.negated);
  if (!isCovered) return true;
  if (version !== "2012-10-17" || resources === null || resources.negated) return false;
  return resources.patterns.every((pattern) => /:(?:user|mfa|u2f)\/\$\{aws:username\}$/i.test(pattern));
}

const calls = ["iam:EnableMFADevice", "iam:DeactivateMFADevice"];
