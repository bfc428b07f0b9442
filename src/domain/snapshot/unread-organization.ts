import { type Unseen, unseen } from "../core/fact.ts";
import type { OrganizationFacts } from "./organization-facts.ts";

/** The organization's facts when none of them was read, each with the same reason. */
export function unreadOrganization(why: Unseen = unseen("not-asked")): OrganizationFacts {
  return {
    organization: why,
    rootFeatures: why,
    trustedAccess: why,
    delegates: {},
    roots: why,
    units: why,
    policies: why,
    delegationPolicy: why,
    signin: {},
  };
}
