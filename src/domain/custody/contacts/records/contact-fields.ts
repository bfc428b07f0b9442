// Contacts as AWS takes and gives them. Lengths and patterns: AWS Account Management API reference, ContactInformation,
// AlternateContact, StartPrimaryEmailUpdate.
import { z } from "zod";

/** Fields of the primary contact, in the order in which people read an address. */
export const primaryFields = [
  "FullName",
  "CompanyName",
  "AddressLine1",
  "AddressLine2",
  "AddressLine3",
  "City",
  "DistrictOrCounty",
  "StateOrRegion",
  "PostalCode",
  "CountryCode",
  "PhoneNumber",
  "WebsiteUrl",
] as const;

/** Fields of an alternate contact. */
export const alternateFields = ["Name", "Title", "EmailAddress", "PhoneNumber"] as const;

/** Kinds of alternate contacts in AWS's words, ascending. */
export const alternateTypes = ["BILLING", "OPERATIONS", "SECURITY"] as const;

/** See `alternateTypes`. */
export type AlternateType = (typeof alternateTypes)[number];

/** Text of at most so many characters that shows on a screen as what it is. */
const shown = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    // SECURITY: control and format characters (bidirectional overrides) could make a screen show another contact.
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "a character that does not show")
    .refine((text) => text.isWellFormed() && text.normalize("NFC") === text, "composed (NFC) text");

/** What one can call: AWS's pattern, and at least one digit. */
const primaryPhone = shown(20).regex(/^\+[ 0-9()-]*[0-9][ 0-9()-]*$/, "a phone number like +1 206 555 0100");
const alternatePhone = shown(25).regex(/^[ 0-9()+-]*[0-9][ 0-9()+-]*$/, "a phone number");

/** Fields of a primary contact with what AWS takes in each. */
export const newPrimaryShape = {
  FullName: shown(50),
  CompanyName: shown(50).optional(),
  AddressLine1: shown(60),
  AddressLine2: shown(60).optional(),
  AddressLine3: shown(60).optional(),
  City: shown(50),
  DistrictOrCounty: shown(50).optional(),
  StateOrRegion: shown(50).optional(),
  PostalCode: shown(20),
  CountryCode: z.string().regex(/^[A-Z]{2}$/, "two letters (ISO 3166)"),
  PhoneNumber: primaryPhone,
  WebsiteUrl: shown(256).optional(),
};

/** Fields of an alternate contact with what AWS takes in each; none may be missing. */
export const newAlternateShape = {
  Name: shown(64),
  Title: shown(50),
  EmailAddress: shown(254).regex(/^[\w+=.#|!&-]+@[\w.-]+\.\w+$/, "a mail address"),
  PhoneNumber: alternatePhone,
};

/** Countries whose addresses AWS takes with a state or region only. */
export const countriesWithStates: ReadonlySet<string> = new Set(["US", "CA", "GB", "DE", "JP", "IN", "BR"]);

/** A new primary contact, whole. */
export const newPrimarySchema = z
  .strictObject(newPrimaryShape)
  .refine(({ CountryCode, StateOrRegion }) => StateOrRegion !== undefined || !countriesWithStates.has(CountryCode), {
    path: ["StateOrRegion"],
    message: "AWS wants a state or region in this country",
  });

/** A primary contact as it is written: it replaces the whole record. */
export type PrimaryContact = Readonly<z.infer<typeof newPrimarySchema>>;

/** A new alternate contact. */
export const newAlternateSchema = z.strictObject(newAlternateShape);

/** An alternate contact as it is written. */
export type AlternateContact = Readonly<z.infer<typeof newAlternateSchema>>;

/** A new root mailbox: plain letters, its domain in lower case, because `account:EmailTargetDomain` compares by case. */
export const newMailboxSchema = z
  .string()
  .min(5)
  .max(64)
  .regex(/^[\w+=.#|!&-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "a mail address");

/** What AWS may answer in a field: older records keep to no pattern. */
const held = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => text.isWellFormed() && text.normalize("NFC") === text, "composed (NFC) text");
const heldPrimary = held.optional();

/** A primary contact as AWS answered, in the form of `normalPrimary`. */
export const heldPrimarySchema = z.strictObject({
  FullName: heldPrimary,
  CompanyName: heldPrimary,
  AddressLine1: heldPrimary,
  AddressLine2: heldPrimary,
  AddressLine3: heldPrimary,
  City: heldPrimary,
  DistrictOrCounty: heldPrimary,
  StateOrRegion: heldPrimary,
  PostalCode: heldPrimary,
  CountryCode: heldPrimary,
  PhoneNumber: heldPrimary,
  WebsiteUrl: heldPrimary,
});

/** A primary contact that was read; any field may be missing. */
export type HeldPrimary = Readonly<z.infer<typeof heldPrimarySchema>>;

/** An alternate contact as AWS answered, in the form of `normalAlternate`. */
export const heldAlternateSchema = z.strictObject({
  Name: heldPrimary,
  Title: heldPrimary,
  EmailAddress: heldPrimary,
  PhoneNumber: heldPrimary,
});

/** An alternate contact that was read; any field may be missing. */
export type HeldAlternate = Readonly<z.infer<typeof heldAlternateSchema>>;

/** A root mailbox as AWS answered. */
export const heldMailboxSchema = held;
