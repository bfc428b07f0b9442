import type { AccountPaths, Cut, PathsAnswer } from "./answer.ts";
import { compareText } from "./leaf.ts";

/** Changes over all accounts, by the certain session paths they remove, then by id; sums, and how many accounts gain. */
export function doNext(accounts: readonly AccountPaths[]): NonNullable<PathsAnswer["doNext"]> {
  const totals = new Map<string, Cut & { readonly accounts: number }>();
  for (const { cuts } of accounts) {
    for (const cut of cuts) {
      const total = totals.get(cut.change.id);
      totals.set(cut.change.id, {
        change: cut.change,
        removes: cut.removes + (total?.removes ?? 0),
        before: cut.before + (total?.before ?? 0),
        after: cut.after + (total?.after ?? 0),
        accounts: 1 + (total?.accounts ?? 0),
      });
    }
  }
  return [...totals.values()].sort(
    (one, two) => two.removes - one.removes || compareText(one.change.id, two.change.id),
  );
}
