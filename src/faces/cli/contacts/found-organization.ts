import type { AccountToRead } from "../../../app/contacts/read-contacts.ts";
import { managementOf, organizationReads } from "../../../app/root-access/organization/organization-reads.ts";
import { isSeen, type Unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import type { Aws } from "../../../world/aws/open-aws.ts";

/** Something that was to be read and could not be. */
export interface NotRead {
  /** The IAM action that is missing. */
  readonly needs: string;
  /** Why, and what AWS said. */
  readonly why: string;
}

/** Where the caller stands, and the accounts that are there. */
export interface FoundOrganization {
  /** `aws:111122223333`; the caller's own account where there is no organization. */
  readonly management: string;
  /** `o-…`; `null`: AWS says that the caller's account is in none. */
  readonly organization: string | null;
  /** In AWS's order; only the caller's own where they could not be listed. */
  readonly accounts: readonly FoundAccount[];
  /** Empty when everything could be read. */
  readonly missing: readonly NotRead[];
}

/** An account, and its path of units for those who choose by them. */
export interface FoundAccount extends AccountToRead {
  /** `null`: nothing that AWS said tells where it stands; `place` then only says how it is asked. */
  readonly knownPlace: AccountToRead["place"] | null;
  readonly facts: AccountFacts | null;
}

/** Reads the organization and its accounts with the caller's own credentials. */
export async function foundOrganization({ session }: Pick<Aws, "session">): Promise<FoundOrganization> {
  const { partition, account: own } = session;
  const reads = organizationReads(session);
  const found = await reads.place();
  const { organization } = found;
  const id = isSeen(organization) ? (organization.value?.id ?? null) : null;
  const management = managementOf(found) ?? own;
  const place = id === null ? "standalone" : own === management ? "management" : "member";
  const knownPlace = isSeen(organization) ? place : null;
  const account = `${partition}:${own}`;
  const alone: FoundAccount = { account, name: "", place, knownPlace, isActive: true, facts: null };
  const frame = { management: `${partition}:${management}`, organization: id };
  if (!isSeen(organization)) return { ...frame, accounts: [alone], missing: [notRead(organization)] };
  if (id === null) return { ...frame, accounts: [alone], missing: [] };
  const listed = await reads.accounts(management);
  if (!isSeen(listed)) return { ...frame, accounts: [alone], missing: [notRead(listed)] };
  return { ...frame, accounts: listed.value.map((facts) => foundAccount(facts, partition)), missing: [] };
}

function foundAccount(facts: AccountFacts, partition: string): FoundAccount {
  const { id, name, email, kind } = facts;
  return {
    account: `${partition}:${id}`,
    name: isSeen(name) ? name.value : "",
    place: kind,
    knownPlace: kind,
    isActive: isActive(facts),
    facts,
    ...(isSeen(email) ? { mailbox: email.value } : {}),
  };
}

function notRead({ why, needs, detail }: Unseen): NotRead {
  return { needs: needs ?? "", why: detail === undefined ? why : `${why}: ${detail}` };
}
