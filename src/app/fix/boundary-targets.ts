import { isSeen } from "../../domain/core/fact.ts";
import type { BoundaryTarget } from "../../domain/guards/plan/plan.ts";
import { glob, matchesGlob } from "../../domain/iam/language/glob.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { declaredFor } from "../../domain/takeover/read/declared-for.ts";
import type { Effect, WhoCan } from "../../domain/takeover/who-can.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";

/** What the targets of a boundary are read from. */
export interface BoundaryInput {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  readonly whoCan: ReadonlyMap<string, WhoCan>;
  /** Patterns of principals that must stay free of it. */
  readonly recoveryPrincipals: readonly string[];
  /** The account whose principals are looked at. */
  readonly account: string;
  readonly boundaryArn: string;
}

/** The effects that the boundary takes. */
const taken = (effect: Effect): boolean => effect === "contact-write" || effect === "wall-off" || isCentral(effect);
const isCentral = (effect: Effect): boolean => effect.startsWith("org:");

/**
 * Principals of an account that hold an effect the boundary takes and nobody declared them for, sorted; those who reach
 * it through a role are bound by the boundary of that role. Service-linked roles take no boundary, and one that a
 * principal has already is never replaced.
 */
export async function boundaryTargets(input: BoundaryInput): Promise<readonly BoundaryTarget[]> {
  const { snapshot, account } = input;
  const isDeclared = declaredFor(input.inventory.declared);
  const kept = input.recoveryPrincipals.map(glob);
  const holders = new Map<string, Set<Effect>>();
  for (const { actors } of input.whoCan.values()) {
    for (const actor of actors) {
      for (const [effect, { through }] of actor.effects) {
        const holder = through.at(-1) ?? actor.arn;
        if (holder.split(":")[4] !== account || !taken(effect) || isDeclared(holder, effect)) continue;
        if (kept.some((pattern) => matchesGlob(pattern, holder))) continue;
        holders.set(holder, (holders.get(holder) ?? new Set<Effect>()).add(effect));
      }
    }
  }
  const boundaries = await boundariesOf(snapshot, account);
  return [...holders]
    .filter(([arn]) => !arn.includes(":role/aws-service-role/"))
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .flatMap(([arn, effects]): BoundaryTarget[] => {
      const has = boundaries.get(arn) ?? null;
      // Ours is on it already, so what it still may do is what the boundary leaves.
      if (has === input.boundaryArn) return [];
      const how = has !== null ? "has-another" : isIdentityCenter(arn) ? "permission-set" : "put";
      return [{ arn, how, effects: [...effects].sort(), has }];
    });
}

function isIdentityCenter(arn: string): boolean {
  return arn.includes(":role/aws-reserved/sso.amazonaws.com/");
}

/** Every permissions boundary of an account by ARN of the principal; empty when its IAM was not read. */
async function boundariesOf(snapshot: Snapshot, id: string): Promise<ReadonlyMap<string, string>> {
  const account = snapshot.accounts.find((each) => each.id === id);
  if (account === undefined || !isSeen(account.iam)) return new Map();
  const details = await snapshot.authorizationDetails(id);
  const all = [...(details?.UserDetailList ?? []), ...(details?.RoleDetailList ?? [])];
  return new Map(
    all.flatMap(({ Arn, PermissionsBoundary }) => {
      const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
      return boundary === undefined ? [] : [[Arn, boundary] as const];
    }),
  );
}
