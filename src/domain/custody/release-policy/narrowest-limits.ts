import type { ReleaseRule } from "../documents/release-policy-document.ts";

/** What a grant may do under two versions of a rule. */
export interface GrantLimits {
  readonly capabilities: ReleaseRule["capabilities"];
  readonly maxCodes: number;
  readonly windowSeconds: number;
  readonly delaySeconds: number;
}

/**
 * The narrowest of both rules. A request lives under the rule it was made under and under the one in force: what was
 * widened since does not apply to it, what was narrowed does. Who must agree is judged by both rules, one after the other.
 */
export function narrowestLimits(then: ReleaseRule, now: ReleaseRule): GrantLimits {
  return {
    capabilities: then.capabilities.filter((each) => now.capabilities.includes(each)),
    maxCodes: Math.min(then.maxCodes, now.maxCodes),
    windowSeconds: Math.min(then.window, now.window),
    delaySeconds: Math.max(then.delaySeconds, now.delaySeconds),
  };
}
