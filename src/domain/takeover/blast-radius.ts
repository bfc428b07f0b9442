import type { AccountPaths, PathsAnswer } from "./answer.ts";
import { compareText } from "./leaf.ts";

interface Reach {
  readonly accounts: Set<string>;
  readonly alone: Set<string>;
}

/**
 * What each mailbox, phone and principal reaches: accounts where it is part of a certain session path, and those where it
 * is enough by itself. A principal stands in every path of its class. Sorted by leaf, accounts by id.
 */
export function blastRadius(accounts: readonly AccountPaths[]): PathsAnswer["blastRadius"] {
  const reaches = new Map<string, Reach>();
  const add = (leaf: string, account: string, isAlone: boolean) => {
    const reach = reaches.get(leaf) ?? { accounts: new Set(), alone: new Set() };
    reaches.set(leaf, reach);
    reach.accounts.add(account);
    if (isAlone) reach.alone.add(account);
  };
  for (const account of accounts) {
    const members = new Map(account.classes?.map((each) => [each.leaf, each.members]));
    for (const path of account.paths) {
      if (path.goal !== "session" || path.certainty !== "certain") continue;
      for (const { id, kind } of path.leaves) {
        const isAlone = path.leaves.length === 1;
        if (kind === "mailbox" || kind === "phone") add(id, account.id, isAlone);
        if (kind === "principals") for (const arn of members.get(id) ?? []) add(arn, account.id, isAlone);
      }
    }
  }
  return [...reaches]
    .map(([leaf, { accounts, alone }]) => ({ leaf, accounts: [...accounts].sort(), alone: [...alone].sort() }))
    .sort((one, two) => compareText(one.leaf, two.leaf));
}
