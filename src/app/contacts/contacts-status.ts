import type { ContactReading } from "../../domain/custody/contacts/records/contact-facts.ts";
import {
  alternateFields,
  type AlternateType,
  primaryFields,
} from "../../domain/custody/contacts/records/contact-fields.ts";
import { maskedField } from "../../domain/custody/contacts/records/masked-field.ts";
import type { RawContact } from "../../domain/custody/contacts/records/normal-contact.ts";
import { shownText } from "../../domain/custody/contacts/records/shown-text.ts";
import type { ContactReads, RefusedDeed } from "./contact-deeds.ts";
import { inTurns } from "./in-turns.ts";
import { type AccountToRead, readingOf } from "./read-contacts.ts";

/** Fields of a contact as they are to be shown. */
export type ShownContact = Readonly<Record<string, string>>;

/** What is known of one account's contacts; addresses, numbers and names are masked unless asked for. */
export interface ContactsRow {
  readonly account: string;
  readonly name: string;
  readonly place: AccountToRead["place"];
  readonly isActive: boolean;
  readonly mailbox: ContactReading<string>;
  readonly primary: ContactReading<ShownContact>;
  /** AWS's word for the phone: `VERIFIED`, `PENDING`, `UNVERIFIED`, `NOT_SUPPORTED`; `null` where it said none. */
  readonly verification: string | null;
  readonly alternates: Readonly<Record<AlternateType, ContactReading<ShownContact>>>;
  /** The latest move of the root mailbox; `null` as value: none was ever asked for. */
  readonly emailUpdate: ContactReading<{ readonly status: string; readonly updatedAt: string | null }>;
}

/** What the status takes. */
export interface StatusDeps {
  readonly deeds: ContactReads;
  /** Accounts that are read at the same time; default 8. */
  readonly atOnce?: number | undefined;
}

/** Reads and shows the contacts of accounts, in the order given; what AWS refuses stays in its place with the missing call. */
export function contactsStatus({ deeds, atOnce = 8 }: StatusDeps) {
  return (ask: {
    readonly accounts: readonly AccountToRead[];
    /** True shows contacts in full. */
    readonly showContacts: boolean;
  }): Promise<readonly ContactsRow[]> => {
    const show = ask.showContacts ? (_field: string, text: string) => shownText(text) : maskedField;
    return inTurns(ask.accounts, atOnce, (account) => rowOf(deeds, account, show));
  };
}

type Show = (field: string, text: string) => string;

async function rowOf(deeds: ContactReads, each: AccountToRead, show: Show): Promise<ContactsRow> {
  const { account, place, isActive } = each;
  const asked = isActive && place !== "standalone";
  const contact = asked ? await deeds.getContactInformation({ account }) : outOfReach("account:GetContactInformation");
  const alternate = async (type: AlternateType) => {
    const deed = asked ? await deeds.getAlternateContact({ account, type }) : outOfReach("account:GetAlternateContact");
    return readingOf(deed, (record) => shownContact(record, alternateFields, show));
  };
  const update = asked
    ? await deeds.getPrimaryEmailUpdateStatus({ account })
    : outOfReach("account:GetPrimaryEmailUpdateStatus");
  return {
    account,
    name: shownText(each.name),
    place,
    isActive,
    mailbox: await mailboxOf(deeds, each, show),
    primary: readingOf(contact, (it) => shownContact(it.contact, primaryFields, show)),
    verification: contact.status === "done" ? contact.value.verification : null,
    alternates: {
      BILLING: await alternate("BILLING"),
      OPERATIONS: await alternate("OPERATIONS"),
      SECURITY: await alternate("SECURITY"),
    },
    emailUpdate: readingOf(update, ({ status, updatedAt }) => ({ status: shownText(status, 40), updatedAt })),
  };
}

async function mailboxOf(deeds: ContactReads, each: AccountToRead, show: Show): Promise<ContactReading<string>> {
  const shown = (address: string) => show("EmailAddress", address);
  if (each.mailbox !== undefined) return { status: "read", value: shown(each.mailbox) };
  const isMember = each.isActive && each.place === "member";
  // AWS answers this call for members only.
  const deed = isMember
    ? await deeds.getPrimaryEmail({ account: each.account })
    : outOfReach("organizations:ListAccounts");
  return readingOf(deed, (it) => shown(it.email));
}

function shownContact<F extends string>(contact: RawContact<F>, fields: readonly F[], show: Show): ShownContact {
  const shown: Record<string, string> = {};
  for (const field of fields) {
    const text = contact[field]?.trim() ?? "";
    if (text !== "") shown[field] = show(field, text);
  }
  return shown;
}

function outOfReach(action: string): RefusedDeed {
  return {
    status: "refused",
    action,
    code: "NotAsked",
    message: "not asked: this account cannot be reached from here",
  };
}
