import { isSeen } from "../../domain/core/fact.ts";
import type { Finding } from "../../domain/core/finding.ts";
import type { Guard } from "../../domain/guards/guard.ts";
import { DocumentShelf } from "../scan/reach/document-shelf.ts";
import { OrganizationGuards } from "../scan/reach/organization-guards.ts";
import type { FixAsk } from "./fix-ask.ts";
import { checksPass, type GuardedAccount, isRefused } from "./guards-in-place.ts";
import type { FixSite } from "./site-of.ts";

/**
 * `in-place`: nothing to do. `asleep`: an RCP refuses what it must, but console authorization is not enabled. `missing`:
 * a document is to be written.
 */
export type GuardState = "in-place" | "asleep" | "missing";

/** What the states are read from. */
export interface StateInput {
  readonly ask: FixAsk;
  readonly found: FixSite;
  /** What P4 is to be attached to. */
  readonly units: readonly string[];
  /** Every judgement of the snapshot as it is. */
  readonly judged: readonly Finding[];
}

/** The state of every SCP and RCP; boundaries and sign-in policies are `missing` here: whether one is needed, others ask. */
export async function guardStates(
  guards: readonly Guard[],
  { ask, found, units, judged }: StateInput,
): Promise<ReadonlyMap<Guard, GuardState>> {
  const { snapshot } = ask;
  const { organization } = snapshot;
  const shelf = new OrganizationGuards(organization, new DocumentShelf(snapshot.document));
  const members: GuardedAccount[] = [];
  for (const account of found.members) members.push({ account, guards: await shelf.of(account) });
  const covered = (guard: Guard): readonly GuardedAccount[] =>
    guard.id === "P4" ? members.filter(({ account }) => isUnder(account, units)) : members;

  const stateOf = (guard: Guard): GuardState => {
    if (guard.kind === "boundary" || guard.kind === "signin") return "missing";
    const over = covered(guard);
    if (over.length === 0 || !isRefused(guard, over)) return "missing";
    const ids = new Set(over.map(({ account }) => account.id));
    if (checksPass(guard.id, ids, judged)) return "in-place";
    return guard.kind === "rcp" ? "asleep" : "missing";
  };

  return new Map(guards.map((guard) => [guard, stateOf(guard)]));
}

function isUnder(account: GuardedAccount["account"], units: readonly string[]): boolean {
  const path = isSeen(account.path) ? account.path.value : [];
  return units.includes(account.id) || path.some((unit) => units.includes(unit));
}
