import { canonicalPhone } from "../../domain/core/canonical-contact.ts";
import { AwsFailure } from "../aws-failure.ts";
import { result, type Handler } from "../aws-service.ts";
import type { AccountState, ContactRecord } from "../state/account-state.ts";
import { findTarget } from "./find-target.ts";
import { optionalText, requiredText } from "./text-field.ts";

/** GetContactInformation: the primary contact, and whether its phone was verified. */
export const getContactInformation: Handler = (call) => {
  const target = findTarget(call, "own-or-central");
  return result({ ContactInformation: target.contact, VerificationStatus: target.verification });
};

/** PutContactInformation: replaces the whole record, so what is left out is erased. */
export const putContactInformation: Handler = (call) => {
  const target = findTarget(call, "own-or-central");
  replaceContact(target, contactOf(call.input["ContactInformation"]));
  return result();
};

/** A new number has not been verified yet, and a code sent to the old one is worth nothing. */
function replaceContact(target: AccountState, next: ContactRecord): void {
  const moved = canonicalPhone(next.PhoneNumber) !== canonicalPhone(target.contact.PhoneNumber);
  target.contact = next;
  if (!moved) return;
  target.phoneOtp = null;
  if (target.verification !== "NOT_SUPPORTED") target.verification = "UNVERIFIED";
}

function contactOf(value: unknown): ContactRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AwsFailure("ValidationException", 400, "ContactInformation must be given");
  }
  const input = value as Readonly<Record<string, unknown>>;
  const line = { max: 60 };
  const region = { max: 50 };
  const optional = {
    AddressLine2: optionalText(input, "AddressLine2", line),
    AddressLine3: optionalText(input, "AddressLine3", line),
    StateOrRegion: optionalText(input, "StateOrRegion", region),
    DistrictOrCounty: optionalText(input, "DistrictOrCounty", region),
    CompanyName: optionalText(input, "CompanyName", region),
    WebsiteUrl: optionalText(input, "WebsiteUrl", { max: 256 }),
  };
  return {
    FullName: requiredText(input, "FullName", region),
    AddressLine1: requiredText(input, "AddressLine1", line),
    City: requiredText(input, "City", region),
    PostalCode: requiredText(input, "PostalCode", { max: 20 }),
    CountryCode: requiredText(input, "CountryCode", { min: 2, max: 2 }).toUpperCase(),
    PhoneNumber: requiredText(input, "PhoneNumber", { max: 20, pattern: /^[+][\s0-9()-]+$/ }),
    ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== undefined)),
  };
}
