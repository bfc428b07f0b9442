import type { AccountId } from "../../domain/core/account-id.ts";
import type { SigninStatementEntry } from "../file/signin-entry.ts";
import type { Credentials, IamState } from "./iam-state.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** The primary contact as Account Management serves it; AWS's own field names. */
export interface ContactRecord {
  readonly FullName: string;
  readonly AddressLine1: string;
  readonly AddressLine2?: string;
  readonly AddressLine3?: string;
  readonly City: string;
  readonly StateOrRegion?: string;
  readonly DistrictOrCounty?: string;
  readonly PostalCode: string;
  readonly CountryCode: string;
  readonly PhoneNumber: string;
  readonly CompanyName?: string;
  readonly WebsiteUrl?: string;
}

/** What an account's phone verification says. */
export type Verification = "VERIFIED" | "PENDING" | "UNVERIFIED" | "NOT_SUPPORTED";

/** An alternate contact. */
export interface AlternateRecord {
  readonly Name: string;
  readonly Title: string;
  readonly EmailAddress: string;
  readonly PhoneNumber: string;
}

/** The three kinds of alternate contact. */
export type AlternateType = "BILLING" | "OPERATIONS" | "SECURITY";

/** The last update of the root address asked for through Account Management. */
export interface EmailUpdateState {
  readonly status: "PENDING" | "ACCEPTED" | "COMPLETED" | "FAILED";
  readonly updatedAt: number;
  readonly email: string | null;
  /** Six characters, sent to the new address; null unless PENDING. */
  readonly otp: string | null;
  /** Unix milliseconds. */
  readonly expiresAt: number | null;
}

/** Console authorization of an account, an organization root or an organization. */
export interface SigninState {
  enabled: boolean;
  statements: readonly (SigninStatementEntry & { readonly id: string })[];
}

/** A bucket. */
export interface BucketState {
  readonly name: string;
  readonly createdAt: number;
  policy: PolicyDocument | null;
}

/** A queue. */
export interface QueueState {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  policy: PolicyDocument | null;
}

/** A credential report as it was made; AWS serves the same one for four hours. */
export interface ReportState {
  readonly content: string;
  /** Unix milliseconds: when it was asked for, and when it is ready. */
  readonly requestedAt: number;
  readonly readyAt: number;
}

/** Everything the pretend AWS knows about one account. */
export interface AccountState {
  readonly id: AccountId;
  name: string;
  /** The root user's address. */
  email: string;
  state: "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";
  readonly joined: "CREATED" | "INVITED";
  /** Unix milliseconds. */
  readonly createdAt: number;
  joinedAt: number;
  /** Root or OU it lies in; null outside an organization. */
  parent: string | null;
  readonly root: Credentials;
  readonly iam: IamState;
  contact: ContactRecord;
  verification: Verification;
  /** The phone code under way, if any. */
  phoneOtp: { readonly code: string; readonly expiresAt: number } | null;
  readonly alternates: Map<AlternateType, AlternateRecord>;
  emailUpdate: EmailUpdateState | null;
  readonly signin: SigninState;
  readonly buckets: Map<string, BucketState>;
  readonly queues: Map<string, QueueState>;
  report: ReportState | null;
}
