import type { ContactFacts, ContactReading } from "../../domain/custody/contacts/records/contact-facts.ts";
import {
  alternateTypes,
  type AlternateType,
  type HeldAlternate,
} from "../../domain/custody/contacts/records/contact-fields.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";
import type { ContactReads } from "./contact-deeds.ts";
import { inTurns } from "./in-turns.ts";

/** An account to be read, as the list of accounts has it. */
export interface AccountToRead extends Pick<ContactFacts, "account" | "name" | "place" | "isActive"> {
  /** The root address where the list of accounts named it; else it is asked for. */
  readonly mailbox?: string | undefined;
}

/** Which records are to be read of every account. */
export interface PartsToRead {
  readonly primary: boolean;
  readonly alternates: readonly AlternateType[];
}

/** What reading takes. */
export interface ReadDeps {
  readonly deeds: ContactReads;
  /** Accounts that are read at the same time; default 8. */
  readonly atOnce?: number | undefined;
  /** Called after each account, for a line of progress. */
  readonly onRead?: ((done: number, all: number) => void) | undefined;
}

const everything: PartsToRead = { primary: true, alternates: alternateTypes };

/**
 * Reads the present contacts of many accounts, in the order given. What AWS refuses is kept as the call that is missing;
 * one account's refusal stops no other. Accounts that nothing can reach are not asked.
 */
export function readContacts({ deeds, atOnce = 8, onRead }: ReadDeps) {
  return async (accounts: readonly AccountToRead[], parts = everything): Promise<readonly ContactFacts[]> => {
    let done = 0;
    return inTurns(accounts, atOnce, async (account) => {
      const facts = await readOne(deeds, account, parts);
      onRead?.(++done, accounts.length);
      return facts;
    });
  };
}

/** What came of a reading call; `value` takes out of the answer what was asked for. */
export function readingOf<T, R>(deed: Deed<T>, value: (answer: T) => R): ContactReading<R> {
  switch (deed.status) {
    case "done":
      return { status: "read", value: value(deed.value) };
    case "absent":
      return { status: "read", value: null };
    case "refused":
      return { status: "unread", needs: deed.action, code: deed.code, message: deed.message };
  }
}

async function readOne(deeds: ContactReads, each: AccountToRead, parts: PartsToRead): Promise<ContactFacts> {
  const { account, name, place, isActive, mailbox } = each;
  const frame = { account, name, place, isActive };
  if (!isActive || place === "standalone") {
    return { ...frame, ...(mailbox === undefined ? {} : { mailbox: { status: "read", value: mailbox } }) };
  }
  const primary = parts.primary ? readingOf(await deeds.getContactInformation({ account }), (it) => it.contact) : null;
  const alternates: { [type in AlternateType]?: ContactReading<HeldAlternate> } = {};
  for (const type of parts.alternates) {
    alternates[type] = readingOf(await deeds.getAlternateContact({ account, type }), (it) => it);
  }
  const address = await mailboxOf(deeds, each);
  return {
    ...frame,
    ...(primary === null ? {} : { primary }),
    alternates,
    ...(address === null ? {} : { mailbox: address }),
  };
}

async function mailboxOf(deeds: ContactReads, each: AccountToRead): Promise<ContactReading<string> | null> {
  if (each.mailbox !== undefined) return { status: "read", value: each.mailbox };
  // AWS answers this call for members only.
  if (each.place !== "member") return null;
  return readingOf(await deeds.getPrimaryEmail({ account: each.account }), (it) => it.email);
}
