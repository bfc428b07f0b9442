import { canonicalPhone } from "../../../domain/core/canonical-contact.ts";
import { canonicalMailbox } from "../../../domain/core/canonical-mailbox.ts";
import { isSeen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { MailFacts } from "../../../domain/snapshot/mail-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";

/** What an account shares with others. */
export interface Shared {
  /** Accounts by canonical phone number of the primary contact. */
  readonly phones: ReadonlyMap<string, readonly string[]>;
  /** Accounts by canonical root mailbox. */
  readonly mailboxes: ReadonlyMap<string, readonly string[]>;
  readonly accountIds: ReadonlySet<string>;
}

/** Indexes phones and mailboxes over all accounts. */
export function sharedThings(accounts: readonly AccountFacts[], mail: MailFacts | null): Shared {
  const phones = new Map<string, string[]>();
  const mailboxes = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, id: string) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [id]);
    else known.push(id);
  };
  const providers = new Map(
    (mail?.domains ?? []).flatMap(({ domain, mx }) => (isSeen(mx) ? [[domain, mx.value.provider] as const] : [])),
  );
  for (const account of accounts) {
    const number = isSeen(account.contact) ? canonicalPhone(account.contact.value.PhoneNumber ?? "") : "";
    if (number !== "") add(phones, number, account.id);
    if (!isSeen(account.email)) continue;
    // The provider decides whether `+tag` addresses are one mailbox; without it nothing is merged on guesswork.
    const address = account.email.value;
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    add(mailboxes, canonicalMailbox(address, providers.get(domain) ?? null), account.id);
  }
  return { phones, mailboxes, accountIds: new Set(accounts.map(({ id }) => id)) };
}

/** Names of the units above an account, as `Workloads/Production`; ids where names were not read; null: no unit. */
export function unitPath(account: AccountFacts, organization: OrganizationFacts): string | null {
  if (!isSeen(account.path)) return null;
  const names = new Map(isSeen(organization.units) ? organization.units.value.map(({ id, name }) => [id, name]) : []);
  const units = account.path.value.filter((id) => !id.startsWith("r-"));
  return units.length === 0 ? "Root" : units.map((id) => names.get(id) ?? id).join("/");
}
