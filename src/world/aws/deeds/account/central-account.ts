import type { Deeds } from "../runtime/deeds.ts";
import { accountNumber } from "../runtime/account-number.ts";

/**
 * The `AccountId` of a call about an account: none for the session's own, because AWS refuses the management account (and
 * a member) that passes its own id.
 */
export function centralAccount(deeds: Deeds, account: string | undefined): { readonly AccountId?: string } {
  if (account === undefined) return {};
  const digits = accountNumber(account);
  return digits === deeds.account ? {} : { AccountId: digits };
}
