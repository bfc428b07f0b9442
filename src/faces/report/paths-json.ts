import type { AccountPaths, PathsAnswer } from "../../domain/takeover/answer.ts";
import type { Write } from "./write.ts";

/** `rootward.paths/v1`, one account per line: exactly the keys of the format, in their order. */
export function writePathsJson(answer: PathsAnswer, write: Write): void {
  write(`{"schema":"rootward.paths/v1",\n"accounts":[`);
  writeLines(answer.accounts.map(accountJson), write);
  write(`],\n"blastRadius":[`);
  writeLines(
    answer.blastRadius.map(({ leaf, accounts, alone }) => ({ leaf, accounts, alone })),
    write,
  );
  write("]}\n");
}

function accountJson(account: AccountPaths) {
  const { id, status, why, cheapest } = account;
  return {
    id,
    status,
    ...(status === "exact" ? {} : { why: why ?? status }),
    paths: account.paths.map(({ goal, certainty, steps, leaves, rules, parties, cost }) => ({
      goal,
      certainty,
      steps,
      // By id as it is shown: masking may have changed the order.
      leaves: leaves
        .map((leaf) => ({ id: leaf.id, kind: leaf.kind, who: leaf.who, cost: leaf.cost }))
        .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
      rules,
      parties: { atLeast: parties.atLeast, exact: parties.exact },
      cost,
    })),
    cheapest,
    cuts: account.cuts.map(({ change, removes, before, after }) => ({
      change: { id: change.id, title: change.title },
      removes,
      before,
      after,
    })),
    notCuttable: account.notCuttable.map(({ rule, title }) => ({ rule, title })),
  };
}

function writeLines(items: readonly object[], write: Write): void {
  for (const [at, item] of items.entries()) write(`${at === 0 ? "\n" : ",\n"}${JSON.stringify(item)}`);
}
