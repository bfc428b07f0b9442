// What a person wants contacts to be: a YAML file, by account or `*` for all. Only what stands in it is changed; fields
// of a primary contact that are left out keep what AWS has, because a Put replaces the whole record.
import { z } from "zod";
import { CodedError } from "../../../core/coded-error.ts";
import {
  type AlternateContact,
  type AlternateType,
  newAlternateShape,
  newMailboxSchema,
  newPrimaryShape,
} from "../records/contact-fields.ts";
import { contactsErrors } from "../errors.ts";
import { shownText } from "../records/shown-text.ts";
import { normalMailbox, normalText, type PrimaryField, sameMailbox } from "../records/normal-contact.ts";

/** YAML reads a bare `+15550100` or `3000` as a number and loses its sign and zeros. */
const text = z.string({ error: (issue) => (typeof issue.input === "number" ? "text, in quotes" : undefined) });
const field = (shape: z.ZodString) => text.overwrite(normalText).pipe(shape);
const erasable = (shape: z.ZodOptional<z.ZodString>) => z.union([z.literal("none"), field(shape.unwrap())]).optional();

const primary = z.strictObject({
  fullName: field(newPrimaryShape.FullName).optional(),
  companyName: erasable(newPrimaryShape.CompanyName),
  addressLine1: field(newPrimaryShape.AddressLine1).optional(),
  addressLine2: erasable(newPrimaryShape.AddressLine2),
  addressLine3: erasable(newPrimaryShape.AddressLine3),
  city: field(newPrimaryShape.City).optional(),
  districtOrCounty: erasable(newPrimaryShape.DistrictOrCounty),
  stateOrRegion: erasable(newPrimaryShape.StateOrRegion),
  postalCode: field(newPrimaryShape.PostalCode).optional(),
  countryCode: text
    .overwrite((code) => normalText(code).toUpperCase())
    .pipe(newPrimaryShape.CountryCode)
    .optional(),
  phone: field(newPrimaryShape.PhoneNumber).optional(),
  websiteUrl: erasable(newPrimaryShape.WebsiteUrl),
});

const alternate = z.union([
  z.literal("none"),
  z.strictObject({
    name: field(newAlternateShape.Name),
    title: field(newAlternateShape.Title),
    email: field(newAlternateShape.EmailAddress),
    phone: field(newAlternateShape.PhoneNumber),
  }),
]);

const account = z.strictObject({
  /** The whole record, or only the fields that change; `none` empties an optional one. */
  primary: primary.optional(),
  /** By kind of alternate contact; `none` deletes it. */
  alternate: z
    .strictObject({
      security: alternate.optional(),
      billing: alternate.optional(),
      operations: alternate.optional(),
    })
    .optional(),
  /** New address of the root user; members only. */
  mailbox: text.overwrite(normalMailbox).pipe(newMailboxSchema).optional(),
});

/** Shape of the file: `accounts`, each by its twelve digits in quotes, or `*` for those that have no word of their own. */
export const desiredContactsSchema = z.strictObject({
  accounts: z.record(z.string().regex(/^(?:[0-9]{12}|\*)$/, "twelve digits, in quotes, or *"), account),
});

/** What is wanted of one account; `null` empties a field or deletes a contact. */
export interface DesiredAccount {
  readonly primary: { readonly [field in PrimaryField]?: string | null };
  readonly alternate: { readonly [type in AlternateType]?: AlternateContact | null };
  readonly mailbox: string | null;
}

/** What is wanted, by account. */
export interface DesiredContacts {
  /** Twelve digits each, in the order of the file. */
  readonly named: readonly string[];
  /** What is wanted of an account: its own words before those for all, field by field. */
  readonly of: (id: string) => DesiredAccount;
}

/** Reads the file from what a YAML parser made of it. Throws `CONTACTS_DESIRED_UNFIT` with the account and the field. */
export function readDesiredContacts(value: unknown): DesiredContacts {
  const read = desiredContactsSchema.safeParse(value);
  if (!read.success) {
    const { message, path } = plainIssue(read.error.issues);
    throw unfit(message, path);
  }
  const accounts = new Map(Object.entries(read.data.accounts));
  const all = accounts.get("*");
  if (all?.mailbox !== undefined) throw unfit("two accounts cannot have one address", ["accounts", "*", "mailbox"]);
  refuseSharedMailboxes(accounts);
  return {
    named: [...accounts.keys()].filter((id) => id !== "*"),
    of: (id) => {
      const own = accounts.get(id);
      return {
        primary: { ...primaryOf(all), ...primaryOf(own) },
        alternate: { ...alternateOf(all), ...alternateOf(own) },
        mailbox: own?.mailbox ?? null,
      };
    },
  };
}

type AccountWords = z.infer<typeof account>;

const primaryNames: Readonly<Record<keyof z.infer<typeof primary>, PrimaryField>> = {
  fullName: "FullName",
  companyName: "CompanyName",
  addressLine1: "AddressLine1",
  addressLine2: "AddressLine2",
  addressLine3: "AddressLine3",
  city: "City",
  districtOrCounty: "DistrictOrCounty",
  stateOrRegion: "StateOrRegion",
  postalCode: "PostalCode",
  countryCode: "CountryCode",
  phone: "PhoneNumber",
  websiteUrl: "WebsiteUrl",
};

/** How the file spells a field of the primary contact, for messages about it. */
export function spelledField(field: string): string {
  return Object.entries(primaryNames).find(([, name]) => name === field)?.[0] ?? field;
}

const erasableNames: ReadonlySet<PrimaryField> = new Set([
  "CompanyName",
  "AddressLine2",
  "AddressLine3",
  "DistrictOrCounty",
  "StateOrRegion",
  "WebsiteUrl",
]);

function primaryOf(words: AccountWords | undefined): DesiredAccount["primary"] {
  const wanted: { [field in PrimaryField]?: string | null } = {};
  const given: Readonly<Record<string, string | undefined>> = words?.primary ?? {};
  for (const [spelled, name] of Object.entries(primaryNames)) {
    const value = given[spelled];
    if (value !== undefined) wanted[name] = value === "none" && erasableNames.has(name) ? null : value;
  }
  return wanted;
}

function alternateOf(words: AccountWords | undefined): DesiredAccount["alternate"] {
  const { billing, operations, security } = words?.alternate ?? {};
  return {
    ...(billing === undefined ? {} : { BILLING: contactOf(billing) }),
    ...(operations === undefined ? {} : { OPERATIONS: contactOf(operations) }),
    ...(security === undefined ? {} : { SECURITY: contactOf(security) }),
  };
}

function contactOf(words: z.infer<typeof alternate>): AlternateContact | null {
  if (words === "none") return null;
  const { name, title, email, phone } = words;
  return { Name: name, Title: title, EmailAddress: email, PhoneNumber: phone };
}

function refuseSharedMailboxes(accounts: ReadonlyMap<string, AccountWords>): void {
  const taken: [string, string][] = [];
  for (const [id, { mailbox }] of accounts) {
    if (mailbox === undefined) continue;
    const other = taken.find(([, address]) => sameMailbox(address, mailbox));
    if (other !== undefined) throw unfit(`account ${other[0]} gets the same address`, ["accounts", id, "mailbox"]);
    taken.push([id, mailbox]);
  }
}

interface PlainIssue {
  readonly message: string;
  readonly path: readonly string[];
}

/** The issue that says most: inside a choice the one that lies deepest, inside a key what is wrong with it. */
function plainIssue(issues: readonly z.core.$ZodIssue[], within: readonly string[] = []): PlainIssue {
  const [issue] = issues;
  if (issue === undefined) return { message: "", path: within };
  const path = [...within, ...issue.path.map(String)];
  if (issue.code === "invalid_key") return plainIssue(issue.issues, path);
  if (issue.code !== "invalid_union") return { message: issue.message, path };
  const choices = issue.errors.map((each) => plainIssue(each, path));
  return choices.reduce((one, other) => (other.path.length >= one.path.length ? other : one), {
    message: issue.message,
    path,
  });
}

function unfit(problem: string, path: readonly string[]): CodedError {
  const [, account, ...rest] = path;
  const place = account === undefined ? "" : `account ${account}${rest.length === 0 ? "" : `, ${rest.join(".")}`}: `;
  return new CodedError(contactsErrors.CONTACTS_DESIRED_UNFIT, {
    detail: shownText(`${place}${problem}`, 300),
    position: { path: shownText(path.join("."), 200) },
  });
}
