import { coarseMailbox } from "../../core/canonical-mailbox.ts";
import type { AccountView } from "../account-view.ts";
import { type AccountList, accountList, accountsText, listOf } from "../read/account-list.ts";

/** Accounts whose root mail comes to one mailbox. */
export interface MailboxSharers {
  /** For certain, this account included. */
  readonly certain: AccountList;
  /** Further accounts whose address may be the same mailbox, if the provider ignores `+tag`; null when there are none. */
  readonly possible: string | null;
}

/** Which accounts share the mailbox with canonical form `canonical`. */
export function mailboxSharers(view: AccountView, canonical: string): MailboxSharers {
  const certain = accountList(view.mailboxes.get(canonical), view.account.id);
  const near = coarseGroups(view.mailboxes).get(coarseMailbox(canonical));
  if (near === undefined) return { certain, possible: null };
  const known = shared.get(certain);
  const possible = known?.near === near ? known.text : textOf(near, certain);
  shared.set(certain, { near, text: possible });
  return { certain, possible };
}

const shared = new WeakMap<AccountList, { readonly near: AccountList; readonly text: string | null }>();

function textOf(near: AccountList, certain: AccountList): string | null {
  const both = certain.ids.filter((id) => near.has(id)).length;
  const others = near.ids.length - both;
  return others === 0 ? null : accountsText(without(near.ids, certain), others);
}

function* without(ids: readonly string[], certain: AccountList): Generator<string> {
  for (const id of ids) if (!certain.has(id)) yield id;
}

const memo = new WeakMap<object, ReadonlyMap<string, AccountList>>();

// One pass per snapshot instead of one per account: 5,000 accounts share one map object.
function coarseGroups(mailboxes: AccountView["mailboxes"]): ReadonlyMap<string, AccountList> {
  const known = memo.get(mailboxes);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const [canonical, accounts] of mailboxes) {
    const coarse = coarseMailbox(canonical);
    const group = groups.get(coarse);
    if (group === undefined) groups.set(coarse, [...accounts]);
    else for (const account of accounts) group.push(account);
  }
  const lists = new Map([...groups].map(([coarse, ids]) => [coarse, listOf(ids)]));
  memo.set(mailboxes, lists);
  return lists;
}
