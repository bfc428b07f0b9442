import type { ErrorRow } from "../../../core/error-row.ts";
import type { ContactFacts, ContactReading } from "../records/contact-facts.ts";
import { alternateTypes, type HeldPrimary, newPrimarySchema } from "../records/contact-fields.ts";
import { type ContactChange, idOf } from "../contacts-plan.ts";
import { type DesiredAccount, spelledField } from "./desired-contacts.ts";
import { contactsErrors } from "../errors.ts";
import {
  differingAlternateFields,
  differingPrimaryFields,
  normalAlternate,
  normalMailbox,
  normalPrimary,
  sameMailbox,
} from "../records/normal-contact.ts";

/** What is to change in one account, in the plan's order, and what cannot. */
export interface PlannedChanges {
  /** True when anything is wanted of the account. */
  readonly isAsked: boolean;
  readonly changes: readonly ContactChange[];
  readonly refusals: readonly { readonly row: ErrorRow; readonly detail: string }[];
}

/** Compares an account with what is wanted of it; `all` are the accounts among which an address may be in use. */
export function plannedChanges(
  facts: ContactFacts,
  wanted: DesiredAccount,
  all: readonly ContactFacts[],
): PlannedChanges {
  const parts = [
    primaryPart(facts, wanted.primary),
    ...alternateTypes.map((type) => alternatePart(facts, wanted, type)),
    mailboxPart(facts, wanted.mailbox, all),
  ].filter((part) => part !== "not asked");
  return {
    isAsked: parts.length > 0,
    changes: parts.flatMap((part) => (part !== "as wanted" && "change" in part ? [part.change] : [])),
    refusals: parts.flatMap((part) => (part !== "as wanted" && "row" in part ? [part] : [])),
  };
}

type Part =
  | "not asked"
  | "as wanted"
  | { readonly change: ContactChange }
  | { readonly row: ErrorRow; readonly detail: string };

function primaryPart(facts: ContactFacts, wanted: DesiredAccount["primary"]): Part {
  if (Object.keys(wanted).length === 0) return "not asked";
  const reach = outOfReach(facts);
  if (reach !== null) return reach;
  const { primary, mailbox } = facts;
  if (primary?.status !== "read") return notRead(primary, "account:GetContactInformation");
  const old = primary.value === null ? null : normalPrimary(primary.value);
  const merged: { [field in keyof HeldPrimary]?: string | null | undefined } = { ...old, ...wanted };
  const next = normalPrimary(
    Object.fromEntries(Object.entries(merged).map(([field, text]) => [field, text ?? undefined])),
  );
  if (differingPrimaryFields(old ?? {}, next).length === 0) return "as wanted";
  const whole = newPrimarySchema.safeParse(next);
  if (!whole.success) {
    const [issue] = whole.error.issues;
    const name = String(issue?.path[0] ?? "");
    const isMissing = Object.entries(next).every(([field]) => field !== name);
    const problem = isMissing && name !== "StateOrRegion" ? "AWS has none and wants one" : (issue?.message ?? "");
    return { row: contactsErrors.CONTACTS_RECORD_UNFIT, detail: `primary.${spelledField(name)}: ${problem}` };
  }
  // SECURITY: whoever owns the account is told at the root mailbox; without it nobody would hear of the change.
  if (mailbox?.status !== "read" || mailbox.value === null) return notRead(mailbox, "organizations:ListAccounts");
  return { change: { kind: "primary", old, new: whole.data } };
}

function alternatePart(
  facts: ContactFacts,
  { alternate }: DesiredAccount,
  type: (typeof alternateTypes)[number],
): Part {
  const next = alternate[type];
  if (next === undefined) return "not asked";
  const reach = outOfReach(facts);
  if (reach !== null) return reach;
  const reading = facts.alternates?.[type];
  if (reading?.status !== "read") return notRead(reading, "account:GetAlternateContact");
  const old = reading.value === null ? null : normalAlternate(reading.value);
  const isSame = old === null || next === null ? old === next : differingAlternateFields(old, next).length === 0;
  return isSame ? "as wanted" : { change: { kind: "alternate", type, old, new: next } };
}

function mailboxPart(facts: ContactFacts, next: string | null, all: readonly ContactFacts[]): Part {
  if (next === null) return "not asked";
  if (facts.place !== "member") return { row: contactsErrors.CONTACTS_MAILBOX_BY_HAND, detail: facts.place };
  const reach = outOfReach(facts);
  if (reach !== null) return reach;
  const { mailbox } = facts;
  if (mailbox?.status !== "read" || mailbox.value === null) return notRead(mailbox, "account:GetPrimaryEmail");
  if (sameMailbox(mailbox.value, next)) return "as wanted";
  const holder = all.find(
    (each) => each.mailbox?.status === "read" && each.mailbox.value !== null && sameMailbox(each.mailbox.value, next),
  );
  if (holder !== undefined) {
    const detail = `mailbox: the address belongs to account ${idOf(holder.account)}`;
    return { row: contactsErrors.CONTACTS_RECORD_UNFIT, detail };
  }
  return { change: { kind: "mailbox", old: normalMailbox(mailbox.value), new: next } };
}

function outOfReach({ place, isActive }: ContactFacts): (Part & object) | null {
  const row = contactsErrors.CONTACTS_OUT_OF_REACH;
  if (place === "standalone") return { row, detail: "not in the organization" };
  return isActive ? null : { row, detail: "not active" };
}

function notRead(reading: ContactReading<unknown> | undefined, call: string): Part {
  const needs = reading?.status === "unread" ? `${reading.needs} (${reading.code})` : call;
  return { row: contactsErrors.CONTACTS_NOT_READ, detail: needs };
}
