import type { PolicyDocument } from "./policy-document.ts";

/*
 * Principals of one account. Lists and records are replaced, never changed in place: generated accounts share them.
 */

/** An MFA device of root or of a user. */
export interface DeviceState {
  readonly kind: "virtual" | "fido" | "hardware";
  readonly serial: string;
  /** Base32 TOTP seed; null for devices that are not virtual. */
  readonly seed: string | null;
  /** Unix milliseconds. */
  readonly enabledAt: number;
}

/** A long-lived access key. Its secret also stands in the credential store. */
export interface AccessKeyState {
  readonly id: string;
  readonly secret: string;
  readonly active: boolean;
  readonly createdAt: number;
  readonly lastUsed: { readonly at: number; readonly service: string; readonly region: string } | null;
}

/** An X.509 signing certificate. */
export interface CertificateState {
  readonly id: string;
  readonly active: boolean;
  readonly uploadedAt: number;
}

/** A console password. */
export interface PasswordState {
  /** Null: set, but nobody knows it (after AssumeRoot's CreateLoginProfile); it only allows recovery by mail. */
  readonly value: string | null;
  readonly changedAt: number;
  readonly lastUsedAt: number | null;
}

/** What root or a user proves itself with. */
export interface Credentials {
  password: PasswordState | null;
  devices: readonly DeviceState[];
  keys: readonly AccessKeyState[];
  certificates: readonly CertificateState[];
}

/** An inline policy. */
export interface InlineState {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** What users, groups and roles have alike. */
export interface EntityState {
  readonly name: string;
  /** `/` or `/a/b/`. */
  readonly path: string;
  readonly createdAt: number;
  inline: readonly InlineState[];
  /** ARNs of attached managed policies. */
  attached: readonly string[];
}

/** An IAM user. */
export interface UserState extends EntityState, Credentials {
  groups: readonly string[];
  /** ARN of the permission boundary. */
  boundary: string | null;
  tags: Readonly<Record<string, string>>;
}

/** An IAM group. */
export type GroupState = EntityState;

/** An IAM role. */
export interface RoleState extends EntityState {
  trust: PolicyDocument;
  boundary: string | null;
  tags: Readonly<Record<string, string>>;
  lastUsed: { readonly at: number; readonly region: string } | null;
}

/** A customer managed policy. */
export interface ManagedPolicyState {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: number;
  versions: readonly { readonly id: string; readonly document: PolicyDocument; readonly createdAt: number }[];
  defaultVersion: string;
}

/** Users, groups and roles by name; managed policies by ARN. */
export interface IamState {
  readonly users: Map<string, UserState>;
  readonly groups: Map<string, GroupState>;
  readonly roles: Map<string, RoleState>;
  readonly managed: Map<string, ManagedPolicyState>;
  /** ARN of a provider to its issuer. */
  readonly oidcProviders: Map<string, string>;
  /** Virtual devices that belong to nobody yet. */
  unassigned: readonly DeviceState[];
}
