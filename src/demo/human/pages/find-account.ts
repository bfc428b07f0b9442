import type { AccountId } from "../../../domain/core/account-id.ts";
import type { AccountState } from "../../state/account-state.ts";
import type { PretendState } from "../../state/pretend-state.ts";
import { Refusal, type Step } from "./refusal.ts";

/** The account whose root has an address, in any case; a closed one has no root to sign in as. */
export function accountOfEmail(state: PretendState, email: string): AccountState | undefined {
  const wanted = email.trim().toLowerCase();
  for (const account of state.accounts.values()) {
    if (account.email.toLowerCase() === wanted && account.state !== "CLOSED") return account;
  }
  return undefined;
}

/** The account of an id that an earlier step noted. */
export function notedAccount(state: PretendState, id: AccountId, step: Step): AccountState {
  const account = state.accounts.get(id);
  if (account === undefined) throw new Refusal(step, "the account is gone");
  return account;
}
