import { importProblem, type ImportColumn, type ImportProblem, type ImportProblemKind } from "../import-problem.ts";
import type { ImportRow } from "./import-row.ts";

/**
 * Adds to each row what only the others show: an account, address or seed that stands twice is wrong in both places,
 * because nobody can tell which of them is. `tags` are the rows' seed fingerprints, in their order.
 */
export function acrossRows(
  rows: readonly ImportRow[],
  tags: readonly (string | null)[],
  known: ReadonlySet<string>,
): readonly ImportRow[] {
  const accounts = twins(
    rows,
    rows.map(({ account, padded }) => account ?? padded),
  );
  // AWS compares addresses without regard to case, and takes `+tag` forms as addresses of their own.
  const emails = twins(
    rows,
    rows.map(({ email }) => email?.toLowerCase() ?? null),
  );
  const seeds = twins(rows, tags);
  return rows.map((row, at) => {
    const tag = tags[at];
    const found = [
      ...twice("account-twice", "account", row, accounts.get(at)),
      ...twice("email-twice", "email", row, emails.get(at)),
      ...twice("seed-twice", "seed", row, seeds.get(at)),
      ...(tag !== null && tag !== undefined && known.has(tag) ? [importProblem("seed-known", row.row, "seed")] : []),
    ];
    return { ...row, problems: [...row.problems, ...found] };
  });
}

/** For each row that has one, the row number of the first other with the same value. */
function twins(rows: readonly ImportRow[], values: readonly (string | null)[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const found = new Map<number, number>();
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, at);
    else {
      found.set(at, rows[first]?.row ?? 0);
      if (!found.has(first)) found.set(first, rows[at]?.row ?? 0);
    }
  }
  return found;
}

function twice(
  kind: ImportProblemKind,
  column: ImportColumn,
  { row }: ImportRow,
  other: number | undefined,
): readonly ImportProblem[] {
  return other === undefined ? [] : [importProblem(kind, row, column, { detail: `row ${other}` })];
}
