/** Accounts with something in common, sorted; made once however many of them ask. */
export interface AccountList {
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  /** The ids for evidence: all of them up to 50, else the first 50 and how many more there are. */
  readonly text: string;
}

// Evidence of a phone behind 5,000 accounts would otherwise grow with the square of their number.
const mostShown = 50;

const memo = new WeakMap<readonly string[], AccountList>();

/** The accounts of a group that are told for `own`, which counts as one of them. */
export function accountList(group: readonly string[] | undefined, own: string): AccountList {
  if (group === undefined) return listOf([own]);
  const known = memo.get(group) ?? listOf(group);
  memo.set(group, known);
  return known.has(own) ? known : listOf([...group, own]);
}

/** The first ids of so many for evidence; see `AccountList.text`. */
export function accountsText(ids: Iterable<string>, count: number): string {
  const shown: string[] = [];
  for (const id of ids) {
    if (shown.length === mostShown) return `${shown.join(", ")} and ${count - mostShown} more`;
    shown.push(id);
  }
  return shown.join(", ");
}

/** A list of its own, sorted, each account once. */
export function listOf(ids: readonly string[]): AccountList {
  const set = new Set(ids);
  const sorted = [...set].sort();
  return { ids: sorted, has: (id) => set.has(id), text: accountsText(sorted, sorted.length) };
}
