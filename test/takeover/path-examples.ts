import type { AccountPaths, Path, PathsAnswer } from "../../src/domain/takeover/answer.ts";

/** A path with the account it leads to. */
export interface PathExample {
  readonly account: AccountPaths;
  readonly path: Path;
}

/** One session path of each kind: equal things needed, by kind, equal powers of the principals, equal fate. */
export function examplesOf(
  answer: PathsAnswer,
  certainty: Path["certainty"],
  fateOf: (example: PathExample) => string = () => "",
): readonly PathExample[] {
  const examples = new Map<string, PathExample>();
  for (const account of answer.accounts) {
    for (const path of account.paths) {
      if (path.goal !== "session" || path.certainty !== certainty) continue;
      const kinds = path.leaves.map((leaf) => (leaf.kind === "principals" ? leaf.id : leaf.kind)).join(" + ");
      const key = `${kinds} ${fateOf({ account, path })}`;
      if (!examples.has(key)) examples.set(key, { account, path });
    }
  }
  return [...examples.values()];
}

/** The things a path needs, as one text. */
export function thingsOf({ leaves }: Path): string {
  return leaves.map(({ id }) => id).join(" + ");
}
