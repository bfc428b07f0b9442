import { canonicalPhone } from "../../../../domain/core/canonical-contact.ts";
import { canonicalMailbox } from "../../../../domain/core/canonical-mailbox.ts";
import type { Instant } from "../../../../domain/core/instant.ts";
import type { ContactPeople } from "../../../../domain/custody/contacts/records/contact-facts.ts";
import { attestation } from "../../../../domain/inventory/attestation.ts";
import type { Inventory } from "../../../../domain/inventory/inventory.ts";

/** Who the inventory says is behind addresses and numbers; what was attested over 180 days ago is silence. */
export function peopleOf({ mailboxes, phones }: Pick<Inventory, "mailboxes" | "phones">, now: Instant): ContactPeople {
  const find = <T extends { readonly attested?: string | undefined }>(
    entries: Readonly<Record<string, T>>,
    isSame: (name: string) => boolean,
  ): T | null => {
    const found = Object.entries(entries).find(([name]) => isSame(name))?.[1];
    return found === undefined || attestation(found.attested, now) === "stale" ? null : found;
  };
  return {
    readersOf: (mailbox) => {
      const canonical = canonicalMailbox(mailbox);
      return find(mailboxes, (name) => canonicalMailbox(name) === canonical)?.readers ?? null;
    },
    holdersOf: (phone) => {
      const canonical = canonicalPhone(phone);
      return find(phones, (name) => canonicalPhone(name) === canonical)?.holders ?? null;
    },
  };
}
