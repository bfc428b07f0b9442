import { type Reaching, reachingOf } from "./admins-of.ts";
import type { Closure } from "./closure.ts";
import type { Node } from "./graph.ts";
import type { RootMove } from "./moves/move.ts";
import type { Goal } from "./shortest-ways.ts";

/** Accounts whose root some principals reach in the same ways. */
export interface RootTarget {
  /** Sorted ids. */
  readonly accounts: readonly string[];
  readonly reaching: readonly Reaching[];
}

/** Who reaches root of which accounts. Accounts that the same places reach equally are told together. */
export function rootTargets(found: Closure): readonly RootTarget[] {
  const byAccount = new Map<string, { readonly node: Node; readonly move: RootMove }[]>();
  for (const node of found.nodes()) {
    for (const move of best(node.roots)) {
      const list = byAccount.get(move.account) ?? [];
      list.push({ node, move });
      byAccount.set(move.account, list);
    }
  }
  const groups = new Map<string, { readonly accounts: string[]; readonly goals: readonly Goal[] }>();
  for (const [account, places] of [...byAccount].sort(([one], [two]) => (one < two ? -1 : 1))) {
    const key = places.map(({ node, move }) => `${node.key} ${move.certainty} ${move.why}`).join("\n");
    const known = groups.get(key);
    if (known !== undefined) known.accounts.push(account);
    else {
      const goals = places.map(({ node, move }) => ({ node, sure: move, steps: move.steps }));
      groups.set(key, { accounts: [account], goals });
    }
  }
  return [...groups.values()].map(({ accounts, goals }) => ({ accounts, reaching: reachingOf(found, goals) }));
}

/** For each account the surest move; of equal ones the first. */
function best(roots: readonly RootMove[]): readonly RootMove[] {
  const found = new Map<string, RootMove>();
  for (const root of roots) {
    const known = found.get(root.account);
    if (known === undefined || (known.certainty === "may" && root.certainty === "certain"))
      found.set(root.account, root);
  }
  return [...found.values()];
}
