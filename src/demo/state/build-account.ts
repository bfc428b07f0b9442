import type { AccountId } from "../../domain/core/account-id.ts";
import { instant, millisOf } from "../../domain/core/instant.ts";
import type { AccountEntry } from "../file/account-entry.ts";
import type { AlternateEntry, ContactEntry } from "../file/contact-entry.ts";
import type { DocumentReference } from "../file/policy-entry.ts";
import type { SigninEntry } from "../file/signin-entry.ts";
import type { AccountState, AlternateRecord, AlternateType, ContactRecord, SigninState } from "./account-state.ts";
import { buildCredentials } from "./build-credentials.ts";
import { buildIam, type IamSurroundings } from "./build-iam.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { stableId } from "./random-text.ts";

/** What accounts need to know about the rest of the file. */
export interface AccountSurroundings extends IamSurroundings {
  readonly defaultContact: ContactEntry | null;
  readonly rootId: string | null;
}

const someDay = Date.UTC(2024, 0, 1);

/** Builds one account. */
export function buildAccount(id: AccountId, entry: AccountEntry, around: AccountSurroundings): AccountState {
  const createdAt = millis(entry.created) ?? someDay;
  const contact = entry.contact ?? around.defaultContact;
  const inOrganization = around.rootId !== null && entry.role !== "standalone";
  return {
    id,
    name: entry.name ?? entry.email.slice(0, entry.email.indexOf("@")),
    email: entry.email,
    state: entry.state,
    joined: entry.joined,
    createdAt,
    joinedAt: millis(entry.joinedAt) ?? createdAt,
    parent: inOrganization ? (entry.ou ?? around.rootId) : null,
    root: buildCredentials(entry.root === "none" ? null : entry.root, {
      account: id,
      owner: null,
      createdAt,
      ...around,
    }),
    iam: buildIam(id, entry, createdAt, around),
    contact: contactRecord(contact),
    verification: contact?.verification ?? "UNVERIFIED",
    phoneOtp: null,
    alternates: alternates(entry),
    emailUpdate:
      entry.emailUpdate === undefined
        ? null
        : {
            status: entry.emailUpdate.status,
            updatedAt: millis(entry.emailUpdate.updated) ?? createdAt,
            email: entry.emailUpdate.email ?? null,
            otp: null,
            expiresAt: null,
          },
    signin: buildSignin(entry.signin),
    buckets: new Map(
      Object.entries(entry.buckets).map(([name, { policy }]) => [
        name,
        { name, createdAt, policy: documentOf(policy, around) },
      ]),
    ),
    queues: new Map(
      Object.entries(entry.queues).map(([name, { policy, region }]) => [
        name,
        { name, region, createdAt, policy: documentOf(policy, around) },
      ]),
    ),
    report: null,
  };
}

/** Builds a console authorization. */
export function buildSignin(entry: SigninEntry): SigninState {
  const statements = entry.statements.map((statement, index) => ({
    ...statement,
    id: statement.id ?? stableId("", "signin", String(index), JSON.stringify(statement)).toLowerCase(),
  }));
  return { enabled: entry.enabled, statements };
}

function contactRecord(entry: ContactEntry | null): ContactRecord {
  return {
    FullName: entry?.fullName ?? "Cloud Platform Team",
    AddressLine1: entry?.addressLine1 ?? "1 Main Street",
    City: entry?.city ?? "Springfield",
    PostalCode: entry?.postalCode ?? "12345",
    CountryCode: entry?.countryCode ?? "US",
    PhoneNumber: entry?.phone ?? "+1 555 0100",
    ...optional("AddressLine2", entry?.addressLine2),
    ...optional("AddressLine3", entry?.addressLine3),
    ...optional("StateOrRegion", entry?.stateOrRegion ?? (entry?.countryCode === undefined ? "IL" : undefined)),
    ...optional("DistrictOrCounty", entry?.districtOrCounty),
    ...optional("CompanyName", entry?.companyName),
    ...optional("WebsiteUrl", entry?.websiteUrl),
  };
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: string });
}

function alternates(entry: AccountEntry): Map<AlternateType, AlternateRecord> {
  const made = new Map<AlternateType, AlternateRecord>();
  const add = (type: AlternateType, written: AlternateEntry | undefined) => {
    if (written === undefined) return;
    const whole =
      typeof written === "string"
        ? { email: written, name: "Contact", phone: "+1 555 0199", title: "Contact" }
        : written;
    made.set(type, { Name: whole.name, Title: whole.title, EmailAddress: whole.email, PhoneNumber: whole.phone });
  };
  add("SECURITY", entry.alternate.security);
  add("BILLING", entry.alternate.billing);
  add("OPERATIONS", entry.alternate.operations);
  return made;
}

function documentOf(reference: DocumentReference | undefined, around: AccountSurroundings): PolicyDocument | null {
  if (reference === undefined) return null;
  const document = typeof reference === "string" ? around.policies[reference]?.document : reference;
  return document === undefined ? null : around.documents.of(document);
}

function millis(text: string | undefined): number | null {
  const at = text === undefined ? null : instant(text);
  return at === null ? null : millisOf(at);
}
