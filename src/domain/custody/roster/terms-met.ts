// Counting of heads. One approval is one human and counts in the one group that it names.
import type { RuleTerm, RuleTerms } from "../documents/rule-terms.ts";
import type { RosterGroup } from "../documents/roster-document.ts";

/** One human's word in the name of a group. */
export interface CountedVote {
  readonly group: string;
  readonly isCli: boolean;
}

/** How far a rule is met. */
export type TermsVerdict =
  | { readonly status: "met" }
  /** What is missing where; an empty list means that nobody can meet it. */
  | { readonly status: "unmet"; readonly missing: readonly MissingVotes[]; readonly tooManyCli: boolean };

/** How many a group still has to bring. */
export interface MissingVotes {
  readonly group: string;
  readonly have: number;
  readonly need: number;
}

/**
 * Whether these votes meet the terms when at most `maxCli` of those that are needed come from the command line.
 * SECURITY: an empty list is nobody, never everybody; so is a rule without lists.
 */
export function termsMet(terms: RuleTerms, votes: readonly CountedVote[], maxCli: number): TermsVerdict {
  const choices = choicesOf(terms);
  if (choices.length === 0) return { status: "unmet", missing: [], tooManyCli: false };
  const verdicts = choices.map((choice) => judge(choice, votes, maxCli));
  return (
    verdicts.find(({ status }) => status === "met") ??
    verdicts[0] ?? { status: "unmet", missing: [], tooManyCli: false }
  );
}

/** The ways to meet a rule, each a list of terms of which no two are of one group; none when nobody can. */
export function choicesOf({ all, any }: RuleTerms): readonly (readonly RuleTerm[])[] {
  if (all === undefined && any === undefined) return [];
  if (all?.length === 0 || any?.length === 0) return [];
  const base = all ?? [];
  return any === undefined ? [merged(base)] : any.map((term) => merged([...base, term]));
}

/** How many approvals the cheapest way needs: M; 0 when nobody can meet it. */
export function votesNeeded(terms: RuleTerms): number {
  const sums = choicesOf(terms).map((choice) => choice.reduce((sum, { min }) => sum + min, 0));
  return sums.length === 0 ? 0 : Math.min(...sums);
}

/** Whether the groups have enough different members for one of the ways. */
export function canBeSatisfied(terms: RuleTerms, groups: readonly RosterGroup[]): boolean {
  return choicesOf(terms).some((choice) => {
    const persons = [...new Set(groups.flatMap(({ members }) => members))];
    return seatsFilled(choice, groups, persons) === choice.reduce((sum, { min }) => sum + min, 0);
  });
}

/** How many seats of these terms can be taken by these persons, each on one seat of a group that they are in. */
export function seatsFilled(
  choice: readonly RuleTerm[],
  groups: readonly RosterGroup[],
  persons: readonly string[],
): number {
  const seats = choice.flatMap(({ group, min }) => Array.from({ length: min }, () => group));
  const members = new Map(groups.map(({ name, members }) => [name, new Set(members)]));
  const sitting: (string | null)[] = seats.map(() => null);
  // Augmenting paths: who sits may move to another seat, nobody loses one.
  const seat = (person: string, tried: Set<number>): boolean =>
    seats.some((group, at) => {
      if (tried.has(at) || members.get(group)?.has(person) !== true) return false;
      tried.add(at);
      const other = sitting[at] ?? null;
      if (other !== null && !seat(other, tried)) return false;
      sitting[at] = person;
      return true;
    });
  return persons.filter((person) => seat(person, new Set())).length;
}

function judge(choice: readonly RuleTerm[], votes: readonly CountedVote[], maxCli: number): TermsVerdict {
  let cliNeeded = 0;
  const missing: MissingVotes[] = [];
  for (const { group, min } of choice) {
    const own = votes.filter((vote) => vote.group === group);
    const withPasskey = own.filter(({ isCli }) => !isCli).length;
    cliNeeded += Math.max(0, min - withPasskey);
    if (own.length < min) missing.push({ group, have: own.length, need: min });
  }
  const tooManyCli = missing.length === 0 && cliNeeded > maxCli;
  return missing.length === 0 && !tooManyCli ? { status: "met" } : { status: "unmet", missing, tooManyCli };
}

/** A group in two terms must bring the sum: one person counts once. */
function merged(terms: readonly RuleTerm[]): readonly RuleTerm[] {
  const sums = new Map<string, number>();
  for (const { group, min } of terms) sums.set(group, (sums.get(group) ?? 0) + min);
  return [...sums].map(([group, min]) => ({ group, min }));
}
