import type { ContactsRow, ShownContact } from "../../../../app/contacts/contacts-status.ts";
import { alternateTypes } from "../../../../domain/custody/contacts/records/contact-fields.ts";
import type { ContactReading } from "../../../../domain/custody/contacts/records/contact-facts.ts";
import { accountText } from "../../bg/request-rows.ts";
import type { Row } from "../../bg/screen.ts";
import type { DocumentsAnswer, DocumentUnderWay, ToldRoute } from "./documents-under-way.ts";
import type { NotRead } from "../found-organization.ts";
import { momentText } from "../moment-text.ts";

/** What is known of an account's contacts; `place` `null`: not known. */
export interface StatusRow extends Omit<ContactsRow, "place"> {
  readonly place: ContactsRow["place"] | null;
}

/** One account's block. */
export function accountRows(row: StatusRow): readonly Row[] {
  const { account, name, place, isActive, mailbox, primary, verification, alternates, emailUpdate } = row;
  const where = `${place ?? "where it stands is not known"}${isActive ? "" : ", not active"}`;
  return [
    ["account", `${accountText(account)}  ${name === "" ? "" : `${name}, `}${where}`],
    ["mailbox", isActive && isNotAsked(mailbox) ? listedOnly : readingText(mailbox, (address) => address)],
    [
      "move",
      readingText(
        emailUpdate,
        ({ status, updatedAt }) => `${status}${updatedAt === null ? "" : `, ${updatedAt}`}`,
        "none",
      ),
    ],
    ["phone", readingText(primary, (contact) => phoneText(contact, verification))],
    ["primary", readingText(primary, recordText)],
    ...alternateTypes.map((type): Row => [type.toLowerCase(), readingText(alternates[type], recordText)]),
    ["", ""],
  ];
}

/** What of the organization could not be read. */
export function missingRows(missing: readonly NotRead[]): readonly Row[] {
  if (missing.length === 0) return [];
  return [
    ...missing.map(({ needs, why }): Row => ["unknown", `${needs} (${why})`]),
    ["", "Only the accounts that were named, or the caller's own, are shown."],
    ["", ""],
  ];
}

/** The plans that are under way, newest first. */
export function documentRows(documents: DocumentsAnswer | null): readonly Row[] {
  if (documents === null) return [];
  if (documents.status === "unknown") return [["plans", `unknown: ${documents.why} [${documents.code}]`]];
  if (documents.documents.length === 0) return [["plans", "none under way"]];
  return documents.documents.flatMap(planRows);
}

function planRows(each: DocumentUnderWay): readonly Row[] {
  const { hash, person, accounts, kinds, told } = each;
  const many = accounts.length === 1 ? "1 account" : `${accounts.length} accounts`;
  return [
    ["plan", hash],
    ["", `by ${person}: ${kinds.join(", ")} of ${many}`],
    ["state", stateText(each)],
    ...told.map((one): Row => ["told", toldText(one)]),
    ["", ""],
  ];
}

function toldText({ to, state, at, error }: ToldRoute): string {
  const why = error === "" ? "" : ` (${error})`;
  return `${to}: ${state === "failed" ? "FAILED" : state}${at === null ? "" : ` ${momentText(at)}`}${why}`;
}

function stateText(each: DocumentUnderWay): string {
  switch (each.state) {
    case "open":
      return `waits for approvals${each.missing === null ? "" : ` (${each.missing})`}; rootward roster sign --proposal ${each.hash}`;
    case "vetoed":
      return "vetoed: it is never carried out";
    case "waiting":
      return `waits until ${momentText(each.dueAt)}; any custodian can stop it: rootward bg veto --document ${each.hash}`;
    case "in-force":
      return `in force until ${momentText(each.endsAt)}; it can still be stopped: rootward bg veto --document ${each.hash}`;
    case "over":
      return `over since ${momentText(each.endsAt)}`;
  }
}

function phoneText({ PhoneNumber }: ShownContact, verification: string | null): string {
  return `${PhoneNumber ?? "none"}, ${verification ?? "AWS said nothing about its verification"}`;
}

function recordText(contact: ShownContact): string {
  const fields = Object.entries(contact).filter(([field]) => field !== "PhoneNumber" || !("FullName" in contact));
  return fields.length === 0 ? "empty" : fields.map(([field, text]) => `${field} ${text}`).join(", ");
}

const listedOnly = "not asked: AWS shows it in the list of an organization's accounts alone";

function isNotAsked(reading: ContactReading<string>): boolean {
  return reading.status === "unread" && reading.code === "NotAsked";
}

/** INVARIANT: what could not be read is never shown as none. */
function readingText<T>(reading: ContactReading<T>, text: (value: T) => string, none = "none"): string {
  if (reading.status === "read") return reading.value === null ? none : text(reading.value);
  if (reading.code === "NotAsked") return reading.message;
  return `unknown: ${reading.needs} (${reading.code})`;
}
