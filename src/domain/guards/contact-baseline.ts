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

/** The contact of one account as a baseline would declare it, normalised as AWS stores it. */
export interface ContactBaseline {
  readonly account: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Other accounts with the same number: a phone of its own is to be set first. */
  readonly phoneSharedWith: readonly string[];
}

/** The baseline of every account whose contact was read, as it stands now: to be corrected, then declared. */
export function contactBaselines(accounts: readonly AccountFacts[]): readonly ContactBaseline[] {
  const byPhone = new Map<string, string[]>();
  for (const account of accounts) {
    const phone = phoneOf(account);
    if (phone !== "") byPhone.set(phone, [...(byPhone.get(phone) ?? []), account.id]);
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
    const sharing = (byPhone.get(phoneOf(account)) ?? []).filter((id) => id !== account.id);
    return [{ account: account.id, fields, phoneSharedWith: sharing }];
  });
}

function phoneOf(account: AccountFacts): string {
  return isSeen(account.contact) ? canonicalPhone(account.contact.value.PhoneNumber ?? "") : "";
}
