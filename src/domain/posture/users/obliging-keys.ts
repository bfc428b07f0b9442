import type { NamedPolicy } from "../../iam/decide/question.ts";

const wanted =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress|Bool)(IfExists)?$/i;
const unwanted = /^(StringNotEquals|StringNotLike|ArnNotEquals|ArnNotLike|NotIpAddress)(IfExists)?$/i;

/**
 * Values of condition keys that a caller may choose so that Allow statements apply and Deny statements do not: a first
 * guess, which the evaluator confirms or not. MFA is left out, because both its states are tried anyway.
 */
export function obligingKeys(policies: readonly NamedPolicy[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const { policy } of policies) {
    for (const { effect, conditions } of policy.statements) {
      const helps = effect === "Allow" ? wanted : unwanted;
      for (const { operator, key, values } of conditions) {
        const folded = key.toLowerCase();
        const [value] = values;
        if (value === undefined || value.includes("${") || !helps.test(operator)) continue;
        // Who the caller is, nobody chooses.
        if (/^aws:(multifactor|principal|user|resource)/.test(folded) || keys.has(folded)) continue;
        const example = /ipaddress/i.test(operator) ? value.replace(/\/\d+$/, "") : value;
        keys.set(folded, [example.replaceAll(/[*?]/g, "x")]);
      }
    }
  }
  return keys;
}
