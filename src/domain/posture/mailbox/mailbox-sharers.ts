import { coarseMailbox } from "../../core/canonical-mailbox.ts";
import type { AccountView } from "../account-view.ts";

/** Accounts whose root mail comes to one mailbox. */
export interface MailboxSharers {
  /** For certain, this account included, sorted. */
  readonly certain: readonly string[];
  /** Further accounts whose address may be the same mailbox, if the provider ignores `+tag`. */
  readonly possible: readonly string[];
}

/** Which accounts share the mailbox with canonical form `canonical`. */
export function mailboxSharers(view: AccountView, canonical: string): MailboxSharers {
  const certain = new Set([view.account.id, ...(view.mailboxes.get(canonical) ?? [])]);
  const near = coarseGroups(view.mailboxes).get(coarseMailbox(canonical)) ?? [];
  return {
    certain: [...certain].sort(),
    possible: near.filter((id) => !certain.has(id)).sort(),
  };
}

const memo = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

// One pass per snapshot instead of one per account: 5,000 accounts share one map object.
function coarseGroups(mailboxes: AccountView["mailboxes"]): ReadonlyMap<string, readonly string[]> {
  const known = memo.get(mailboxes);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const [canonical, accounts] of mailboxes) {
    const coarse = coarseMailbox(canonical);
    groups.set(coarse, [...(groups.get(coarse) ?? []), ...accounts]);
  }
  memo.set(mailboxes, groups);
  return groups;
}
