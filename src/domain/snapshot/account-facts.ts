import { z } from "zod";
import { factSchema } from "./fact-schema.ts";
import { signinSchema } from "./signin-facts.ts";

const text = factSchema(z.string());
const flag = factSchema(z.boolean());

/** A root MFA device. `kind` follows the serial: `:mfa/` virtual, `:u2f/` passkey or security key, no ARN hardware. */
export const mfaDeviceSchema = z.strictObject({
  serial: z.string(),
  kind: z.enum(["virtual", "fido", "hardware"]),
  enabledAt: z.string().nullable(),
});

/** See `mfaDeviceSchema`. */
export type MfaDevice = z.infer<typeof mfaDeviceSchema>;

/** A root access key; `lastUsedAt` null: never used. */
export const rootKeySchema = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  createdAt: z.string().nullable(),
  lastUsedAt: factSchema(z.string().nullable()),
});

/** A root X.509 signing certificate. */
export const certificateSchema = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  uploadedAt: z.string().nullable(),
});

/** The root row of the credential report. A null value means the cell says there is none. */
export const reportSchema = z.strictObject({
  generatedAt: z.string(),
  passwordEnabled: flag,
  passwordLastUsed: factSchema(z.string().nullable()),
  passwordLastChanged: factSchema(z.string().nullable()),
  mfaActive: flag,
  keys: z
    .array(
      z.strictObject({
        active: flag,
        lastRotated: factSchema(z.string().nullable()),
        lastUsed: factSchema(z.string().nullable()),
      }),
    )
    .max(2),
  certificates: z.array(z.strictObject({ active: flag, lastRotated: factSchema(z.string().nullable()) })).max(2),
});

/** See `reportSchema`. */
export type RootReport = z.infer<typeof reportSchema>;

/**
 * An IAM user's row of the credential report. A null value means the cell says there is none: no password, a key never
 * used. `mfaActive` counts devices of every kind. The report shows two keys; a third one, of which nothing is known, says
 * that there may be more (`additional_credentials_info`).
 */
export const userCredentialsSchema = z.strictObject({
  arn: z.string(),
  createdAt: factSchema(z.string().nullable()),
  passwordEnabled: flag,
  passwordLastUsed: factSchema(z.string().nullable()),
  passwordLastChanged: factSchema(z.string().nullable()),
  mfaActive: flag,
  keys: z
    .array(
      z.strictObject({
        active: flag,
        lastRotated: factSchema(z.string().nullable()),
        lastUsed: factSchema(z.string().nullable()),
      }),
    )
    .max(3),
});

/** See `userCredentialsSchema`. */
export type UserCredentials = z.infer<typeof userCredentialsSchema>;

/** A virtual MFA device that is assigned to an IAM user; `user` is the user's ARN. */
export const userDeviceSchema = z.strictObject({
  user: z.string(),
  serial: z.string(),
  enabledAt: z.string().nullable(),
});

/** See `userDeviceSchema`. */
export type UserDevice = z.infer<typeof userDeviceSchema>;

/** The primary contact as AWS returns it. */
export const primaryContactSchema = z.strictObject({
  FullName: z.string().optional(),
  AddressLine1: z.string().optional(),
  AddressLine2: z.string().optional(),
  AddressLine3: z.string().optional(),
  City: z.string().optional(),
  StateOrRegion: z.string().optional(),
  DistrictOrCounty: z.string().optional(),
  PostalCode: z.string().optional(),
  CountryCode: z.string().optional(),
  PhoneNumber: z.string().optional(),
  CompanyName: z.string().optional(),
  WebsiteUrl: z.string().optional(),
});

/** See `primaryContactSchema`. */
export type PrimaryContact = z.infer<typeof primaryContactSchema>;

/** An alternate contact as AWS returns it. */
export const alternateContactSchema = z.strictObject({
  Name: z.string().optional(),
  Title: z.string().optional(),
  EmailAddress: z.string().optional(),
  PhoneNumber: z.string().optional(),
});

/** See `alternateContactSchema`. */
export type AlternateContact = z.infer<typeof alternateContactSchema>;

/** Kinds of account: only members are bound by SCPs and can be targets of AssumeRoot. */
export const accountKinds = ["standalone", "management", "member"] as const;

/** See `accountKinds`. */
export type AccountKind = (typeof accountKinds)[number];

/** One line of `accounts.jsonl`. A missing fact reads as `not-asked`. */
export const accountSchema = z.strictObject({
  id: z.string().regex(/^[0-9]{12}$/),
  kind: z.enum(accountKinds),
  /** True when the scope leaves the account out, and it was read because others depend on it (management). */
  context: z.boolean().optional(),
  name: text.optional(),
  /** The root e-mail address, whole. */
  email: text.optional(),
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED. */
  state: text.optional(),
  joinedMethod: factSchema(z.enum(["INVITED", "CREATED"])).optional(),
  joinedAt: text.optional(),
  createdAt: text.optional(),
  /** Ids from the organization root down to the account's own unit, without the account. */
  path: factSchema(z.array(z.string())).optional(),
  /** `iam:GetAccountSummary`: real time. A value > 0 is true. */
  flags: z
    .strictObject({
      mfa: flag.optional(),
      accessKeys: flag.optional(),
      password: flag.optional(),
      certificates: flag.optional(),
    })
    .optional(),
  /** All MFA devices of root (AssumeRoot audit), or the virtual ones alone (a role): `devicesComplete` tells. */
  devices: factSchema(z.array(mfaDeviceSchema)).optional(),
  devicesComplete: z.boolean().optional(),
  keys: factSchema(z.array(rootKeySchema)).optional(),
  certificates: factSchema(z.array(certificateSchema)).optional(),
  /** `iam:GetLoginProfile` as root; `null` value: no root password. */
  loginProfile: factSchema(z.strictObject({ createdAt: z.string().nullable() }).nullable()).optional(),
  report: factSchema(reportSchema).optional(),
  /** Of the same credential report, the rows of the IAM users. */
  users: factSchema(z.array(userCredentialsSchema)).optional(),
  /** `iam:ListVirtualMFADevices`: the devices of IAM users. Hardware and FIDO devices are not among them. */
  userDevices: factSchema(z.array(userDeviceSchema)).optional(),
  contact: factSchema(primaryContactSchema).optional(),
  /** VERIFIED, PENDING, UNVERIFIED, NOT_SUPPORTED; `null` value: the answer did not hold the field. */
  contactVerification: factSchema(z.string().nullable()).optional(),
  alternates: z
    .strictObject({
      security: factSchema(alternateContactSchema.nullable()).optional(),
      billing: factSchema(alternateContactSchema.nullable()).optional(),
      operations: factSchema(alternateContactSchema.nullable()).optional(),
    })
    .optional(),
  /** `null` value: no change of the root e-mail was ever asked for. */
  emailUpdate: factSchema(
    z.strictObject({ status: z.string(), updatedAt: z.string().nullable() }).nullable(),
  ).optional(),
  signin: signinSchema.optional(),
  /** `value` is the path of the account details inside the snapshot, `iam/<account>.json`. */
  iam: text.optional(),
});

/** See `accountSchema`. */
export type AccountFacts = z.infer<typeof accountSchema>;
