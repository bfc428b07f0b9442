import type { ReleasePolicyDocument, ReleaseRule } from "../documents/release-policy-document.ts";

/** The rule of an account: the one that names it, else the one for the others; `null` when there is neither. */
export function ruleOfAccount(policy: Pick<ReleasePolicyDocument, "rules">, account: string): ReleaseRule | null {
  const own = policy.rules.find(({ accounts }) => accounts !== "others" && accounts.includes(account));
  return own ?? policy.rules.find(({ accounts }) => accounts === "others") ?? null;
}
