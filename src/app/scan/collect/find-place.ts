import { isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import { type Answer, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import type { Place } from "../../../domain/snapshot/choose-mode.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import {
  describeOrganization,
  type OrganizationDescription,
} from "../../../world/aws/organizations/describe-organization.ts";
import { listRoots } from "../../../world/aws/organizations/list-roots.ts";
import type { Session } from "../../../world/aws/session/session.ts";

/** Where the caller stands, and what finding it out has read already. */
export interface FoundPlace {
  readonly place: Place;
  readonly organization: OrganizationFacts["organization"];
  readonly roots: OrganizationFacts["roots"];
}

/**
 * Finds out where the caller's account stands. A member that may list the roots is a delegate. When AWS refuses to say
 * whether there is an organization, the place is `standalone` and the organization fact stays unknown.
 */
export async function findPlace(session: Session): Promise<FoundPlace> {
  const organization = organizationFact(await describeOrganization(session));
  const unasked = unseen("not-in-mode", "organizations:ListRoots");
  if (!isSeen(organization) || organization.value === null) {
    return {
      place: "standalone",
      organization,
      roots: isSeen(organization) ? seen([], organization.source, organization.at) : unasked,
    };
  }
  const roots = await rootsFact(session);
  if (organization.value.managementAccount === session.account) return { place: "management", organization, roots };
  return { place: isSeen(roots) ? "delegate" : "member", organization, roots };
}

function organizationFact(answer: Answer<OrganizationDescription>): OrganizationFacts["organization"] {
  if (answer.status === "ok") return seen(answer.value, answer.call, answer.at);
  if (answer.failure.meaning === "no-organization") return seen(null, answer.call, answer.at);
  return unseenOf(answer.call, answer.failure);
}

async function rootsFact(session: Session): Promise<OrganizationFacts["roots"]> {
  const answer = await listRoots(session);
  return answer.status === "ok"
    ? seen([...answer.value], answer.call, answer.at)
    : unseenOf(answer.call, answer.failure);
}
