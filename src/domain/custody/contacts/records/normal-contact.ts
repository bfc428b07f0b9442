// The form in which contacts are compared and planned. AWS trims texts, writes the country in capitals and treats an
// empty field as none; a record read back is equal to the one written only after the same steps.
import { canonicalPhone } from "../../../core/canonical-contact.ts";
import { alternateFields, primaryFields, type HeldAlternate, type HeldPrimary } from "./contact-fields.ts";

/** A record with any of these fields, as AWS or a person gives it. */
export type RawContact<F extends string> = { readonly [field in F]?: string | undefined };

/** Name of a field of a primary contact. */
export type PrimaryField = (typeof primaryFields)[number];

/** Name of a field of an alternate contact. */
export type AlternateField = (typeof alternateFields)[number];

/** A primary contact in its normal form: trimmed, composed (NFC), country in capitals, no empty field. */
export function normalPrimary(contact: RawContact<PrimaryField>): HeldPrimary {
  const normal = normalFields(contact, primaryFields);
  return normal.CountryCode === undefined ? normal : { ...normal, CountryCode: normal.CountryCode.toUpperCase() };
}

/** An alternate contact in its normal form: trimmed, composed (NFC), no empty field. */
export function normalAlternate(contact: RawContact<AlternateField>): HeldAlternate {
  return normalFields(contact, alternateFields);
}

/** A mail address in its normal form: trimmed, composed, domain in lower case. */
export function normalMailbox(address: string): string {
  const text = normalText(address);
  const at = text.lastIndexOf("@");
  return at < 0 ? text : `${text.slice(0, at)}${text.slice(at).toLowerCase()}`;
}

/** True when two root mailboxes are one at AWS: letter case does not tell addresses apart. */
export function sameMailbox(one: string, other: string): boolean {
  return normalText(one).toLowerCase() === normalText(other).toLowerCase();
}

/** Fields of two primary contacts that differ; phone numbers are compared by their digits. */
export function differingPrimaryFields(
  one: RawContact<PrimaryField>,
  other: RawContact<PrimaryField>,
): readonly PrimaryField[] {
  return differing(normalPrimary(one), normalPrimary(other), primaryFields);
}

/** Fields of two alternate contacts that differ; phone numbers are compared by their digits. */
export function differingAlternateFields(
  one: RawContact<AlternateField>,
  other: RawContact<AlternateField>,
): readonly AlternateField[] {
  return differing(normalAlternate(one), normalAlternate(other), alternateFields);
}

function differing<F extends string>(one: RawContact<F>, other: RawContact<F>, fields: readonly F[]): readonly F[] {
  return fields.filter((field) => comparedText(field, one[field]) !== comparedText(field, other[field]));
}

function comparedText(field: string, text: string | undefined): string {
  return field === "PhoneNumber" ? canonicalPhone(text ?? "") : (text ?? "");
}

function normalFields<F extends string>(contact: RawContact<F>, fields: readonly F[]): RawContact<F> {
  const normal: { [field in F]?: string } = {};
  for (const field of fields) {
    const text = normalText(contact[field] ?? "");
    if (text !== "") normal[field] = text;
  }
  return normal;
}

/** A text as AWS and we compare it: whole characters, composed (NFC), trimmed. */
export function normalText(text: string): string {
  return text.toWellFormed().normalize("NFC").trim();
}
