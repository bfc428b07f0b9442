import { isSeen } from "../../domain/core/fact.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import type { KnownContacts } from "./outcome.ts";

/**
 * Every mail address and phone number that a snapshot and its inventory name, sorted. Masking numbers them by this
 * list, so that a scan and `rootward paths` of the same snapshot give a mailbox the same number.
 */
export function contactsOf(snapshot: Pick<Snapshot, "accounts" | "organization">, inventory: Inventory): KnownContacts {
  const mails = new Set<string>();
  const phones = new Set<string>();
  const add = (set: Set<string>, text: string | null | undefined) => {
    if (text !== null && text !== undefined && text.trim() !== "") set.add(text.trim());
  };
  const { organization } = snapshot.organization;
  if (isSeen(organization)) add(mails, organization.value?.managementEmail);
  for (const account of snapshot.accounts) {
    if (isSeen(account.email)) add(mails, account.email.value);
    if (isSeen(account.contact)) add(phones, account.contact.value.PhoneNumber);
    for (const alternate of Object.values(account.alternates ?? {})) {
      if (!isSeen(alternate)) continue;
      add(mails, alternate.value?.EmailAddress);
      add(phones, alternate.value?.PhoneNumber);
    }
  }
  for (const address of Object.keys(inventory.mailboxes)) add(mails, address);
  for (const number of Object.keys(inventory.phones)) add(phones, number);
  for (const fields of Object.values(inventory.declared.contact ?? {})) {
    for (const [key, value] of Object.entries(fields)) {
      if (key.includes("Phone")) add(phones, value);
      else if (value.includes("@")) add(mails, value);
    }
  }
  for (const person of people(inventory)) if (person.includes("@")) add(mails, person);
  return { mails: [...mails].sort(), phones: [...phones].sort() };
}

function people(inventory: Inventory): string[] {
  return [
    ...Object.values(inventory.mailboxes).flatMap((each) => each.readers ?? []),
    ...Object.values(inventory.phones).flatMap((each) => each.holders ?? []),
    ...Object.values(inventory.repositories).flatMap((each) => each.pushers ?? []),
    ...Object.values(inventory.principals).flat(),
    ...Object.values(inventory.vaults).flatMap((each) => each.custodians ?? []),
  ];
}
