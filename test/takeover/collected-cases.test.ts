import { describe, expect, test } from "vitest";
import type { AnswerLeaf, Path } from "../../src/domain/takeover/answer.ts";
import { takeoverCases } from "../../src/domain/takeover/cases/takeover-cases.ts";
import type { CaseAccount } from "../../src/domain/takeover/cases/takeover-case.ts";
import { analyseCase } from "./collect-case.ts";

const accounts = takeoverCases.flatMap((each) =>
  each.accounts.map((account) => ({ title: `(${each.id}) ${account.name}`, account: readable(each.id, account) })),
);

/**
 * No call tells a stand-alone account its own root address, so nothing declared of a mailbox can be matched with it. The
 * two cases that lock the mailbox are read as a management account, which no SCP or RCP binds either.
 */
function readable(id: string, account: CaseAccount): CaseAccount {
  if (id !== "f" && id !== "h") return account;
  return { ...account, situation: { ...account.situation, kind: "management" } };
}

/** The short name that the case gives a leaf of the answer; by kind where the case has one of that kind alone. */
function shortName({ situation, names }: CaseAccount, leaf: AnswerLeaf, members: readonly string[]): string {
  const same = situation.leaves.filter(({ kind, members: arns }) =>
    kind === "principals" ? leaf.kind === kind && arns?.[0] === members[0] : leaf.kind === kind,
  );
  const exact = same.find(({ id }) => id === leaf.id) ?? same[0];
  const name = [...names].find(([, id]) => id === exact?.id)?.[0];
  return members.length > 1 || name === undefined ? leaf.id : name;
}

/** Ways that come with mail facts and with delegation, which the cases leave out to stay small. */
function isBesideTheCase({ leaves }: Path): boolean {
  return leaves.some(
    ({ kind, id }) => kind === "registrar" || kind === "dns" || kind === "mail-tenant" || id === "any-of:member-admin?",
  );
}

describe("a case read from AWS has exactly its minimal sets", () => {
  test.each(accounts)("$title", async ({ account }) => {
    const { paths } = await analyseCase(account);
    const answer = paths.accounts.find(({ id }) => id === account.situation.account);
    const classes = new Map(answer?.classes?.map(({ leaf, members }) => [leaf, members]));
    const found = (certainty: Path["certainty"]) =>
      (answer?.paths ?? [])
        .filter((path) => path.goal === "session" && path.certainty === certainty && !isBesideTheCase(path))
        .map(({ leaves }) =>
          leaves
            .map((leaf) => shortName(account, leaf, classes.get(leaf.id) ?? []))
            .sort()
            .join(" + "),
        )
        .sort();
    const expected = (sets: CaseAccount["certain"]) => sets.map((set) => [...set].sort().join(" + ")).sort();
    expect({ status: answer?.status, certain: found("certain"), possible: found("possible") }).toEqual({
      status: "exact",
      certain: expected(account.certain),
      possible: expected(account.possible),
    });
  });
});
