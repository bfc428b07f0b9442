// Who hears of a change: those who lose by it if it is an attack. The old address and the old number are told, never only
// the new ones.
import { canonicalPhone } from "../../../core/canonical-contact.ts";
import type { ContactFacts, ContactPeople } from "../records/contact-facts.ts";
import { type ContactChange, kindsOfChange, type PlannedAccount } from "../contacts-plan.ts";
import { shownText } from "../records/shown-text.ts";

/** An address or a number behind which the inventory names nobody. */
export interface Untold {
  readonly account: string;
  readonly kind: "mailbox" | "phone";
  readonly value: string;
}

/** Who is to be told of an account's changes, and about whom the inventory is silent. */
export function tellOf(
  { account, mailbox }: ContactFacts,
  changes: readonly ContactChange[],
  people: ContactPeople,
): { readonly tell: PlannedAccount["tell"]; readonly untold: readonly Untold[] } {
  const mailboxes = new Set<string>();
  const phones = new Set<string>();
  for (const change of changes) {
    if (change.kind === "alternate") {
      // AWS's notices to this contact stop arriving there.
      if (change.old?.EmailAddress !== undefined) mailboxes.add(change.old.EmailAddress);
      continue;
    }
    if (mailbox?.status === "read" && mailbox.value !== null) mailboxes.add(mailbox.value);
    const phone = change.kind === "primary" ? canonicalPhone(change.old?.PhoneNumber ?? "") : "";
    if (phone !== "" && kindsOfChange(change).includes("phone")) phones.add(phone);
  }
  const names = new Set<string>();
  const untold: Untold[] = [];
  const ask = (kind: Untold["kind"], value: string, answer: readonly string[] | null) => {
    for (const name of answer ?? []) names.add(name);
    if (answer === null) untold.push({ account, kind, value: shownText(value) });
  };
  for (const each of mailboxes) ask("mailbox", each, people.readersOf(each));
  for (const each of phones) ask("phone", each, people.holdersOf(each));
  return { tell: { mailboxes: lines(mailboxes), phones: lines(phones), people: lines(names) }, untold };
}

function lines(texts: Iterable<string>): string[] {
  return [...new Set([...texts].map((each) => shownText(each.trim())).filter((each) => each !== ""))].toSorted();
}
