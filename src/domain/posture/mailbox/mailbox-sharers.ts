import { coarseMailbox } from "../../core/canonical-mailbox.ts";
import type { AccountView } from "../account-view.ts";
import { type AccountList, accountList } from "../read/account-list.ts";

/** Accounts whose root mail comes to one mailbox. */
export interface MailboxSharers {
  /** For certain, this account included. */
  readonly certain: AccountList;
  /** Further accounts, sorted, whose address may be the same mailbox, if the provider ignores `+tag`. */
  readonly possible: readonly string[];
}

/** Which accounts share the mailbox with canonical form `canonical`. */
export function mailboxSharers(view: AccountView, canonical: string): MailboxSharers {
  const certain = accountList(view.mailboxes.get(canonical), view.account.id);
  const near = coarseGroups(view.mailboxes).get(coarseMailbox(canonical)) ?? [];
  return { certain, possible: near.filter((id) => !certain.has(id)) };
}

const memo = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

// One pass per snapshot instead of one per account: 5,000 accounts share one map object.
function coarseGroups(mailboxes: AccountView["mailboxes"]): ReadonlyMap<string, readonly string[]> {
  const known = memo.get(mailboxes);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const [canonical, accounts] of mailboxes) {
    const coarse = coarseMailbox(canonical);
    const group = groups.get(coarse);
    if (group === undefined) groups.set(coarse, [...accounts]);
    else for (const account of accounts) group.push(account);
  }
  for (const group of groups.values()) group.sort();
  memo.set(mailboxes, groups);
  return groups;
}
