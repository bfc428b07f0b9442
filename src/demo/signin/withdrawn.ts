import type { AccountState } from "../state/account-state.ts";

const marked = new WeakSet<AccountState>();

/**
 * True when a member deleted its own console authorization while the switch `memberDeleteBeatsRcp` was on: then no
 * organization-level wall holds for it any more. Whether AWS behaves so is not established.
 */
export function withdrawn(account: AccountState): boolean {
  return marked.has(account);
}

/** Marks a member as withdrawn, or takes the mark away. */
export function withdraw(account: AccountState, isOut: boolean): void {
  if (isOut) marked.add(account);
  else marked.delete(account);
}
