import type { AccountState } from "../state/account-state.ts";
import type { PolicyType } from "../state/organization-state.ts";
import type { PolicyDocument } from "../state/policy-document.ts";
import { kindOf, type PretendState } from "../state/pretend-state.ts";
import { pathOf } from "./request-context.ts";

/**
 * The SCPs or RCPs that bind an account, level by level from the organization root to the account itself; null when
 * none bind it: outside an organization, the management account, a policy type that is not ENABLED.
 */
export function organizationLevels(
  state: PretendState,
  account: AccountState,
  type: PolicyType,
): readonly (readonly PolicyDocument[])[] | null {
  const { organization } = state;
  if (organization === null || kindOf(state, account) !== "member") return null;
  if (organization.featureSet !== "ALL" || organization.policyTypes.get(type) !== "ENABLED") return null;
  return [...pathOf(state, account), account.id].map((target) =>
    (organization.attachments[type].get(target) ?? []).flatMap((id) => organization.policies.get(id)?.document ?? []),
  );
}
