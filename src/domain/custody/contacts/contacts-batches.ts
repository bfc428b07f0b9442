import type { ContactsPlan, PlannedAccount } from "./contacts-plan.ts";
import { type GrantedAccount, grantedAccount, policyText } from "./policy-text.ts";

/** Characters of an inline session policy that AWS takes at most (AWS STS API reference, AssumeRole, `Policy`). */
export const maxPolicyCharacters = 2048;

/**
 * The plan's accounts in groups, in the plan's order, as many in each as one session policy has room for. An ask names a
 * group by its number from 1, so the same plan always gives the same groups.
 */
export function batchesOf(plan: ContactsPlan): readonly (readonly PlannedAccount[])[] {
  const batches: PlannedAccount[][] = [];
  let granted: GrantedAccount[] = [];
  for (const account of plan.accounts) {
    const grants = grantedAccount(plan, account);
    granted.push(grants);
    const last = batches.at(-1);
    if (last !== undefined && policyText(granted).length <= maxPolicyCharacters) {
      last.push(account);
      continue;
    }
    // A single account always has room: its longest policy is shorter by a third.
    batches.push([account]);
    granted = [grants];
  }
  return batches;
}
