import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";

/**
 * The one account that a quorum singled out by a rule of this name (`management`, `canary`); `null` where no rule has the
 * name, or it is for the others.
 */
export function namedAccount({ rules }: Pick<ReleasePolicyDocument, "rules">, name: string): string | null {
  const accounts = rules.find((rule) => rule.name === name)?.accounts;
  return accounts === undefined || accounts === "others" ? null : (accounts[0] ?? null);
}
