import { canonicalPhone } from "../core/canonical-contact.ts";
import { isSeen } from "../core/fact.ts";
import type { AccountFacts } from "../snapshot/account-facts.ts";

/** Fields of a primary contact that a baseline pins, in AWS's spelling. */
const pinned = [
  "FullName",
  "CompanyName",
  "AddressLine1",
  "AddressLine2",
  "City",
  "StateOrRegion",
  "PostalCode",
  "CountryCode",
  "PhoneNumber",
] as const;

const named = 3;

/** The contact of one account as a baseline would declare it, normalised as AWS stores it. */
export interface ContactBaseline {
  readonly account: string;
  readonly fields: Readonly<Record<string, string>>;
  /** How many other accounts have the same number, with the first of them: a phone of its own is to be set first. */
  readonly phoneShared: { readonly count: number; readonly first: readonly string[] };
}

/** The baseline of every account whose contact was read, as it stands now: to be corrected, then declared. */
export function contactBaselines(accounts: readonly AccountFacts[]): readonly ContactBaseline[] {
  const byPhone = new Map<string, string[]>();
  for (const account of accounts) {
    const phone = phoneOf(account);
    if (phone === "") continue;
    const known = byPhone.get(phone);
    if (known === undefined) byPhone.set(phone, [account.id]);
    else known.push(account.id);
  }
  return accounts.flatMap((account) => {
    if (!isSeen(account.contact)) return [];
    const contact = account.contact.value;
    const fields = Object.fromEntries(
      pinned.flatMap((name): [string, string][] => {
        const value = contact[name]?.trim() ?? "";
        if (value === "") return [];
        if (name === "PhoneNumber") return [[name, canonicalPhone(value)]];
        return [[name, name === "CountryCode" ? value.toUpperCase() : value]];
      }),
    );
    const sharing = byPhone.get(phoneOf(account)) ?? [];
    // A few are enough to find the rest; whole lists would be as long as the organization, once for each account.
    const first = sharing.slice(0, named + 1).filter((id) => id !== account.id);
    const phoneShared = { count: Math.max(0, sharing.length - 1), first: first.slice(0, named) };
    return [{ account: account.id, fields, phoneShared }];
  });
}

function phoneOf(account: AccountFacts): string {
  return isSeen(account.contact) ? canonicalPhone(account.contact.value.PhoneNumber ?? "") : "";
}
