import type { Beyond } from "../../../domain/takeover/who-can.ts";
import type { Sureness } from "./verdict.ts";

/** One way to move a root e-mail, and the mail domains it is limited to; without them, to any. */
export interface Move extends Sureness {
  readonly domains?: readonly string[] | undefined;
}

/** What several ways come to: the best of them, the domains they reach as surely, and what they may reach besides. */
export interface JoinedMoves<T> {
  readonly best: T;
  readonly domains?: readonly string[];
  readonly beyond?: Beyond;
}

/** Joins ways of which each may be taken; of equal ones the first is the best. Null when there are none. */
export function joinedMoves<T extends Move>(moves: readonly T[]): JoinedMoves<T> | null {
  const sure = moves.filter(({ certainty }) => certainty === "certain");
  const maybe = moves.filter(({ certainty }) => certainty === "possible");
  for (const group of [sure, maybe]) {
    const free = group.find(({ domains }) => domains === undefined);
    const [first] = group;
    if (free !== undefined) return { best: free };
    // INVARIANT: certain domains never hide a possible move to any.
    if (first !== undefined) {
      const domains = domainsOf(group);
      return { best: first, domains, ...(group === sure ? besides(maybe, domains) : {}) };
    }
    // Nothing certain: the possible ones decide.
  }
  return null;
}

function besides(maybe: readonly Move[], known: readonly string[]): { readonly beyond?: Beyond } {
  const free = maybe.find(({ domains }) => domains === undefined);
  if (free !== undefined) return { beyond: { why: free.why ?? "" } };
  const domains = domainsOf(maybe).filter((domain) => !known.includes(domain));
  const first = maybe.find((move) => move.domains?.some((domain) => domains.includes(domain)) === true);
  return first === undefined ? {} : { beyond: { why: first.why ?? "", domains } };
}

function domainsOf(moves: readonly Move[]): readonly string[] {
  return [...new Set(moves.flatMap(({ domains }) => domains ?? []))].sort();
}
