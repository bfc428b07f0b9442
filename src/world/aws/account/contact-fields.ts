/** The fields of a primary contact, in AWS's order. */
export const contactFields = [
  "FullName",
  "AddressLine1",
  "AddressLine2",
  "AddressLine3",
  "City",
  "StateOrRegion",
  "DistrictOrCounty",
  "PostalCode",
  "CountryCode",
  "PhoneNumber",
  "CompanyName",
  "WebsiteUrl",
] as const;

/** The fields of an alternate contact. */
export const alternateFields = ["Name", "Title", "EmailAddress", "PhoneNumber"] as const;

/** The primary contact as AWS takes it: what is left out is erased, so the whole record is always given. */
export interface WholeContact {
  readonly FullName: string;
  readonly AddressLine1: string;
  readonly AddressLine2?: string | undefined;
  readonly AddressLine3?: string | undefined;
  readonly City: string;
  readonly StateOrRegion?: string | undefined;
  readonly DistrictOrCounty?: string | undefined;
  readonly PostalCode: string;
  /** ISO 3166-1, two letters. */
  readonly CountryCode: string;
  readonly PhoneNumber: string;
  readonly CompanyName?: string | undefined;
  readonly WebsiteUrl?: string | undefined;
}

/** An alternate contact as AWS takes it. */
export interface WholeAlternate {
  readonly Name: string;
  readonly Title: string;
  readonly EmailAddress: string;
  readonly PhoneNumber: string;
}

/** The named fields that an answer has, as text; all others are left out. */
export function sentFields<F extends string>(sent: object, fields: readonly F[]): { [field in F]?: string } {
  const found: { [field in F]?: string } = {};
  for (const field of fields) {
    const value: unknown = Reflect.get(sent, field);
    if (typeof value === "string") found[field] = value;
  }
  return found;
}
