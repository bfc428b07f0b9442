import { isSeen } from "../../domain/core/fact.ts";
import { isActive } from "../../domain/snapshot/coverage.ts";
import type { OrganizationFacts } from "../../domain/snapshot/organization-facts.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import type { GuardFacts } from "../../domain/takeover/guard-facts.ts";
import type { Analysis } from "../scan/analyse/analyse.ts";
import { guardFactsOf } from "../scan/analyse/guard-facts-of.ts";
import { DocumentShelf } from "../scan/reach/document-shelf.ts";
import { OrganizationGuards } from "../scan/reach/organization-guards.ts";
import type { WorkSide } from "./kept-working.ts";

/** Who may do what, and what guards do to central sessions, in one snapshot. */
export async function workSide(snapshot: Snapshot, analysis: Analysis): Promise<WorkSide> {
  const { organization, manifest } = snapshot;
  const shelf = new OrganizationGuards(organization, new DocumentShelf(snapshot.document));
  const guards = new Map<string, GuardFacts>();
  for (const account of snapshot.accounts) {
    if (account.kind !== "member" || !isActive(account)) continue;
    guards.set(account.id, guardFactsOf(account, organization, await shelf.of(account), manifest.partition));
  }
  return { whoCan: analysis.whoCan, guards };
}

/** Policy types that are in force on the organization's root. */
export function enabledPolicyTypes({ roots }: OrganizationFacts): ReadonlySet<string> {
  if (!isSeen(roots)) return new Set();
  return new Set(
    (roots.value[0]?.policyTypes ?? []).filter(({ status }) => status === "ENABLED").map(({ type }) => type),
  );
}
