import { isSeen } from "../../../domain/core/fact.ts";
import type { CentralRights } from "../../../domain/policy/account-model.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";

/** What the organization lets a member do beyond its own borders, as far as the snapshot tells; undefined for others. */
export function centralRightsOf(
  { delegates, delegationPolicy, trustedAccess }: OrganizationFacts,
  { id, kind }: AccountFacts,
): CentralRights | undefined {
  if (kind !== "member") return undefined;
  const seen = Object.entries(delegates).flatMap(([service, accounts]) =>
    isSeen(accounts) ? [{ service, isHere: accounts.value.includes(id) }] : [],
  );
  // Without trusted access a service has no delegated administrator. Source: Organizations user guide.
  const closed = isSeen(trustedAccess) ? delegated.filter((service) => !trustedAccess.value.includes(service)) : [];
  return {
    delegatedFor: {
      asked: [...seen.map(({ service }) => service), ...closed],
      services: seen.flatMap(({ service, isHere }) => (isHere ? [service] : [])),
    },
    hasDelegationPolicy: isSeen(delegationPolicy) ? delegationPolicy.value !== null : "unknown",
  };
}

/** Services whose delegated administrators matter to escalations. */
const delegated = ["sso.amazonaws.com"] as const;
