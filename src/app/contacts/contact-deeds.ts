import type { Secret } from "../../domain/core/secret.ts";
import type {
  AlternateContact,
  AlternateType,
  PrimaryContact,
} from "../../domain/custody/contacts/records/contact-fields.ts";
import type { AlternateField, PrimaryField, RawContact } from "../../domain/custody/contacts/records/normal-contact.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";

// SECURITY: a call that names no account speaks of the session's own, which may be the delegated administrator's.
/**
 * The calls that only read. An account is always named, `<partition>:<12 digits>`, also the management account: who makes
 * the calls leaves its number out where it is the session's own, as AWS wants it.
 */
export interface ContactReads {
  readonly getContactInformation: (input: {
    readonly account: string;
  }) => Promise<Deed<{ readonly contact: RawContact<PrimaryField>; readonly verification: string | null }>>;
  readonly getAlternateContact: (input: {
    readonly account: string;
    readonly type: AlternateType;
  }) => Promise<Deed<RawContact<AlternateField>>>;
  readonly getPrimaryEmail: (input: { readonly account: string }) => Promise<Deed<{ readonly email: string }>>;
  readonly getPrimaryEmailUpdateStatus: (input: {
    readonly account: string;
  }) => Promise<Deed<{ readonly status: string; readonly updatedAt: string | null }>>;
}

/** All calls that a plan of contact changes makes. */
export interface ContactDeeds extends ContactReads {
  readonly putContactInformation: (input: {
    readonly account: string;
    readonly contact: PrimaryContact;
  }) => Promise<Deed<null>>;
  readonly putAlternateContact: (input: {
    readonly account: string;
    readonly type: AlternateType;
    readonly contact: AlternateContact;
  }) => Promise<Deed<null>>;
  readonly deleteAlternateContact: (input: {
    readonly account: string;
    readonly type: AlternateType;
  }) => Promise<Deed<null>>;
  /** Mails a code to the new address. */
  readonly startPrimaryEmailUpdate: (input: {
    readonly account: string;
    readonly email: string;
  }) => Promise<Deed<{ readonly status: string }>>;
  readonly acceptPrimaryEmailUpdate: (input: {
    readonly account: string;
    readonly email: string;
    readonly otp: Secret;
  }) => Promise<Deed<{ readonly status: string }>>;
}

/** What AWS would not do. */
export type RefusedDeed = Extract<Deed<never>, { readonly status: "refused" }>;
