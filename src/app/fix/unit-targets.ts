import { CodedError } from "../../domain/core/coded-error.ts";
import { isSeen } from "../../domain/core/fact.ts";
import { guardErrors } from "../../domain/guards/errors.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { isActive } from "../../domain/snapshot/coverage.ts";

/**
 * What P4 is attached to: each unit directly under the organization root and each active member that lies there, without
 * the maintenance unit. A unit that holds the maintenance unit further down is replaced by what lies in it. Throws
 * GUARD_UNIT_UNKNOWN.
 */
export function unitTargets(snapshot: Snapshot, root: string, maintenance: string | null): readonly string[] {
  const { children, accounts } = treeOf(snapshot, root);
  const above = maintenance === null ? new Set<string>() : pathTo(maintenance, children, root);
  const under = (unit: string): readonly string[] => {
    if (unit === maintenance) return [];
    if (unit !== root && !above.has(unit)) return [unit];
    return [...(children.get(unit) ?? []).flatMap(under), ...(accounts.get(unit) ?? [])];
  };
  return under(root);
}

/** Every unit with the units directly in it, and every active member by the unit it lies in. */
function treeOf(
  { organization, accounts }: Snapshot,
  root: string,
): { readonly children: ReadonlyMap<string, readonly string[]>; readonly accounts: ReadonlyMap<string, string[]> } {
  const children = new Map<string, Set<string>>();
  const members = new Map<string, string[]>();
  const add = (parent: string, unit: string) => {
    const known = children.get(parent) ?? new Set<string>();
    children.set(parent, known.add(unit));
  };
  // Units without accounts are known by the list of units alone, units with accounts by their paths too.
  for (const { id, parent } of isSeen(organization.units) ? organization.units.value : []) add(parent, id);
  for (const account of accounts) {
    if (!isSeen(account.path)) continue;
    const path = account.path.value;
    path.forEach((unit, at) => {
      const parent = path[at - 1];
      if (parent !== undefined) add(parent, unit);
    });
    const place = path.at(-1) ?? root;
    if (account.kind === "member" && isActive(account)) members.set(place, [...(members.get(place) ?? []), account.id]);
  }
  return {
    children: new Map([...children].map(([parent, units]) => [parent, [...units].sort()])),
    accounts: members,
  };
}

function pathTo(unit: string, children: ReadonlyMap<string, readonly string[]>, root: string): ReadonlySet<string> {
  const parents = new Map([...children].flatMap(([parent, units]) => units.map((each) => [each, parent] as const)));
  if (unit === root || !parents.has(unit)) {
    throw new CodedError(guardErrors.GUARD_UNIT_UNKNOWN, { detail: unit });
  }
  const above = new Set<string>();
  for (let at = parents.get(unit); at !== undefined && !above.has(at); at = parents.get(at)) above.add(at);
  return above;
}
