import { type Fact, isSeen, seen } from "../../../domain/core/fact.ts";
import { iamService } from "../../../domain/custody/root-access/calls-of.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { type Answer, factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { listedFacts } from "../../../domain/snapshot/listed-account.ts";
import { listOrganizationsFeatures } from "../../../world/aws/iam/list-organizations-features.ts";
import { listAccounts } from "../../../world/aws/organizations/list-accounts.ts";
import { listAwsServiceAccess } from "../../../world/aws/organizations/list-aws-service-access.ts";
import { listDelegatedAdministrators } from "../../../world/aws/organizations/list-delegated-administrators.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { featuresFact } from "../../scan/collect/collect-organization.ts";
import { findPlace, type FoundPlace } from "../../scan/collect/find-place.ts";

/** What central root access rests on, each read once when it is asked for. */
export interface OrganizationReads {
  readonly place: () => Promise<FoundPlace>;
  /** Central root features that are on; none also where trusted access of IAM is off. */
  readonly features: () => Promise<Fact<readonly string[]>>;
  /** Service principals with trusted access. */
  readonly trustedAccess: () => Promise<Fact<readonly string[]>>;
  /** Accounts that are delegated administrators of IAM. */
  readonly delegates: () => Promise<Fact<readonly string[]>>;
  /** All accounts of the organization; `management` is named by the place. */
  readonly accounts: (management: string | null) => Promise<Fact<readonly AccountFacts[]>>;
}

/** The readings with a person's own session. */
export function organizationReads(session: Session): OrganizationReads {
  const list = (answer: Answer<readonly string[]>) => factFrom(answer, (value) => value);
  return {
    place: () => findPlace(session),
    features: async () => featuresFact(await listOrganizationsFeatures(session)),
    trustedAccess: async () => list(await listAwsServiceAccess(session)),
    delegates: async () => list(await listDelegatedAdministrators(session, iamService)),
    accounts: (management) => allAccounts(session, management),
  };
}

/** The management account of a place; `null` where there is none or it could not be read. */
export function managementOf({ organization }: Pick<FoundPlace, "organization">): string | null {
  return isSeen(organization) ? (organization.value?.managementAccount ?? null) : null;
}

/** INVARIANT: a list that broke off half-way is no list: the accounts that it lacks would count as not there. */
async function allAccounts(session: Session, management: string | null): Promise<Fact<readonly AccountFacts[]>> {
  const all: AccountFacts[] = [];
  const answer = await listAccounts(session, (accounts, at) => {
    all.push(...accounts.map((each) => listedFacts(each, each.id === management ? "management" : "member", at)));
    return Promise.resolve();
  });
  return answer.status === "ok" ? seen(all, answer.call, answer.at) : unseenOf(answer.call, answer.failure);
}
