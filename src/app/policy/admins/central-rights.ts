import { isSeen } from "../../../domain/core/fact.ts";
import type { CentralRights } from "../../../domain/policy/account-model.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";

/** What the organization lets a member do beyond its own borders, as far as the snapshot tells; undefined for others. */
export function centralRightsOf(
  { delegates, delegationPolicy }: OrganizationFacts,
  { id, kind }: AccountFacts,
): CentralRights | undefined {
  if (kind !== "member") return undefined;
  const seen = Object.entries(delegates).flatMap(([service, accounts]) =>
    isSeen(accounts) ? [{ service, isHere: accounts.value.includes(id) }] : [],
  );
  return {
    delegatedFor: {
      asked: seen.map(({ service }) => service),
      services: seen.flatMap(({ service, isHere }) => (isHere ? [service] : [])),
    },
    hasDelegationPolicy: isSeen(delegationPolicy) ? delegationPolicy.value !== null : "unknown",
  };
}
