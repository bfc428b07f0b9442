import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { costRank } from "../../domain/core/cost.ts";
import type { AccountPaths, Path } from "../../domain/takeover/answer.ts";

/** An account with its certain paths to a full root session, the cheapest first. */
export interface Reachable {
  readonly id: string;
  readonly name: string | null;
  readonly isManagement: boolean;
  readonly certain: readonly Path[];
  readonly cheapest: Path;
}

/** The numbers that answer "who else can become root?". */
export interface Headline {
  /** Certain paths to a full root session. */
  readonly paths: number;
  /** Accounts with at least one, worst first. */
  readonly reachable: readonly Reachable[];
  /** Of these: one person alone suffices, and that is certain; or may suffice, because holders are not declared. */
  readonly alone: number;
  readonly perhapsAlone: number;
  /** Accounts with possible paths only. */
  readonly possibleOnly: number;
  /** Accounts where every path was looked for and none was found. */
  readonly without: number;
  /** Accounts whose paths could not be counted, and those whose principals were not read. */
  readonly tooMany: number;
  readonly noWhoCan: number;
  /** Null: no management account among those looked at. */
  readonly management: number | null;
}

/** Counts the paths of an outcome; null when the outcome holds no paths (a stored run of findings alone). */
export function headlineOf(outcome: ScanOutcome): Headline | null {
  if (outcome.paths === null) return null;
  const names = accountNames(outcome);
  const managementId = outcome.accounts.find((account) => account.kind === "management")?.id ?? null;
  const reachable: Reachable[] = [];
  let [paths, possibleOnly, without, tooMany, noWhoCan] = [0, 0, 0, 0, 0];
  let management: number | null = null;
  for (const account of outcome.paths.accounts) {
    const certain = certainSessions(account);
    const cheapest = (account.cheapest === null ? undefined : account.paths[account.cheapest]) ?? certain[0];
    const isManagement = account.id === managementId;
    const isCounted = account.status !== "too-many";
    paths += certain.length;
    if (isManagement && isCounted) management = certain.length;
    if (!isCounted) tooMany += 1;
    if (account.status === "no-who-can") noWhoCan += 1;
    if (cheapest !== undefined) {
      reachable.push({ id: account.id, name: names.get(account.id) ?? null, isManagement, certain, cheapest });
    } else if (account.paths.some((path) => path.goal === "session")) possibleOnly += 1;
    else if (account.status === "exact") without += 1;
  }
  reachable.sort(worseFirst);
  const alone = reachable.filter((each) => isAlone(each.cheapest) === "certain").length;
  const perhapsAlone = reachable.filter((each) => isAlone(each.cheapest) === "perhaps").length;
  return { paths, reachable, alone, perhapsAlone, possibleOnly, without, tooMany, noWhoCan, management };
}

/** Names of all accounts that the outcome mentions. */
export function accountNames(outcome: ScanOutcome): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { account } of outcome.findings) if (account.name !== null) names.set(account.id, account.name);
  for (const account of outcome.accounts) if (account.name !== null) names.set(account.id, account.name);
  return names;
}

/** Certain paths to a full root session, in the order of the answer: cheapest first. */
export function certainSessions(account: AccountPaths): readonly Path[] {
  return account.paths.filter((path) => path.goal === "session" && path.certainty === "certain");
}

/** How many people a path needs, in words. */
export function partiesText(path: Path): string {
  const { atLeast, exact } = path.parties;
  if (!exact) return atLeast <= 1 ? "perhaps one person" : `at least ${atLeast} people`;
  return atLeast === 1 ? "one person alone" : `${atLeast} people together`;
}

/** `1 path`, `27 paths`. */
export function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function isAlone(path: Path): "certain" | "perhaps" | "no" {
  if (path.parties.atLeast > 1) return "no";
  return path.parties.exact ? "certain" : "perhaps";
}

function worseFirst(a: Reachable, b: Reachable): number {
  const rank = (path: Path) => path.leaves.reduce((sum, leaf) => sum + costRank(leaf.cost), 0);
  return (
    a.cheapest.parties.atLeast - b.cheapest.parties.atLeast ||
    // Proven before perhaps: a story with names in it is one that can be checked.
    Number(b.cheapest.parties.exact) - Number(a.cheapest.parties.exact) ||
    costRank(a.cheapest.cost) - costRank(b.cheapest.cost) ||
    Number(b.isManagement) - Number(a.isManagement) ||
    rank(a.cheapest) - rank(b.cheapest) ||
    a.cheapest.leaves.length - b.cheapest.leaves.length ||
    b.certain.length - a.certain.length ||
    (a.id < b.id ? -1 : 1)
  );
}
