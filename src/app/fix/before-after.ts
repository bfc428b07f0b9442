import { isSeen } from "../../domain/core/fact.ts";
import type { PathsBeforeAfter } from "../../domain/guards/plan/paths-before-after.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import type { AccountPaths } from "../../domain/takeover/answer.ts";
import type { Analysis } from "../scan/analyse/analyse.ts";
import { coverage } from "../../domain/snapshot/coverage.ts";

/** Session paths of every account before and after, from two analyses of the same accounts. */
export function pathsBeforeAfter(snapshot: Snapshot, before: Analysis, after: Analysis): PathsBeforeAfter {
  const later = new Map(after.paths.accounts.map((account) => [account.id, account]));
  const names = new Map(snapshot.accounts.map(({ id, name }) => [id, isSeen(name) ? name.value : null] as const));
  const pairs = before.paths.accounts.flatMap((was) => {
    const is = later.get(was.id);
    return is === undefined ? [] : [{ was, is }];
  });
  const accounts = pairs
    .filter(({ was, is }) => was.status !== "too-many" && is.status !== "too-many")
    .map(({ was, is }) => ({
      account: was.id,
      name: names.get(was.id) ?? null,
      before: count(was, "certain"),
      after: count(is, "certain"),
      possibleBefore: count(was, "possible"),
      possibleAfter: count(is, "possible"),
      left: is.cheapest === null ? [] : (is.paths[is.cheapest]?.steps ?? []),
    }));
  const notComputed = new Map<string, string>();
  for (const { was, is } of pairs) {
    const blind = [was, is].find(({ status }) => status !== "exact");
    if (blind !== undefined) notComputed.set(was.id, `${blind.status}: ${blind.why ?? ""}`);
  }
  for (const { account, reason, needs } of coverage(snapshot).notEvaluated) {
    if (!notComputed.has(account)) notComputed.set(account, `${reason}: ${needs}`);
  }
  const sum = (of: (account: (typeof accounts)[number]) => number) =>
    accounts.reduce((total, account) => total + of(account), 0);
  return {
    accounts,
    before: sum((each) => each.before),
    after: sum((each) => each.after),
    possibleBefore: sum((each) => each.possibleBefore),
    possibleAfter: sum((each) => each.possibleAfter),
    notComputed: [...notComputed].map(([account, why]) => ({ account, why })),
  };
}

function count({ paths }: AccountPaths, certainty: "certain" | "possible"): number {
  return paths.filter((path) => path.goal === "session" && path.certainty === certainty).length;
}
