import type { Policy } from "../../../iam/language/policy.ts";
import { type TrustNames, trustNames } from "../../../iam/principals/trust-names.ts";
import type { ModelPrincipal } from "../../account-model.ts";

const known = new WeakMap<Policy, TrustNames>();

/** Whom a role's trust policy names, read once for each document; null when the policy is not known. */
export function trustNamesOf({ principal: { trust } }: ModelPrincipal): TrustNames | null {
  if (trust === undefined || "unknown" in trust) return null;
  const names = known.get(trust.policy) ?? trustNames(trust.policy);
  known.set(trust.policy, names);
  return names;
}
