import type { AccountId } from "../../domain/core/account-id.ts";
import { instant, millisOf } from "../../domain/core/instant.ts";
import type { AccessKeyEntry, CertificateEntry, DeviceEntry, PasswordEntry } from "../file/credential-entry.ts";
import type { AccessKeyState, CertificateState, Credentials, DeviceState, PasswordState } from "./iam-state.ts";
import { stableId, type RandomText } from "./random-text.ts";

/** Whose credentials are built. */
export interface CredentialOwner {
  readonly partition: string;
  readonly account: AccountId;
  /** User name; null for root. */
  readonly owner: string | null;
  readonly createdAt: number;
  readonly random: RandomText;
}

interface Written {
  readonly password?: PasswordEntry | null | undefined;
  readonly mfa: readonly DeviceEntry[];
  readonly keys: readonly AccessKeyEntry[];
  readonly certs: readonly CertificateEntry[];
}

const none: readonly never[] = [];

/** Builds password, devices, keys and certificates; null = none of them. Missing ids and secrets are made. */
export function buildCredentials(written: Written | null, of: CredentialOwner): Credentials {
  if (written === null) return { password: null, devices: none, keys: none, certificates: none };
  return {
    password: written.password === undefined || written.password === null ? null : passwordState(written.password, of),
    devices: written.mfa.length === 0 ? none : written.mfa.map((entry, index) => deviceState(entry, index, of)),
    keys: written.keys.length === 0 ? none : written.keys.map((entry, index) => keyState(entry, index, of)),
    certificates:
      written.certs.length === 0 ? none : written.certs.map((entry, index) => certificateState(entry, index, of)),
  };
}

/** The serial that AWS gives a device: virtual `:mfa/`, FIDO `:u2f/`, hardware no ARN. */
export function deviceSerial(
  kind: DeviceState["kind"],
  name: string,
  of: Pick<CredentialOwner, "partition" | "account" | "owner">,
): string {
  const arn = `arn:${of.partition}:iam::${of.account}:`;
  const id = stableId("", of.account, of.owner ?? "root", kind, name);
  switch (kind) {
    case "virtual":
      return `${arn}mfa/${name}`;
    case "fido":
      return `${arn}u2f/${of.owner === null ? "root" : `user/${of.owner}`}/${name}-${id}${id.slice(0, 9)}`;
    case "hardware":
      return `GAHT${id
        .replace(/[^0-9]/g, "")
        .padEnd(8, "0")
        .slice(0, 8)}${stableId("", id)
        .replace(/[^2-7]/g, "")
        .slice(0, 3)}`;
  }
}

function passwordState(entry: PasswordEntry, of: CredentialOwner): PasswordState {
  return {
    value: entry.value ?? of.random.secret(20),
    changedAt: millis(entry.changed) ?? of.createdAt,
    lastUsedAt: millis(entry.lastUsed),
  };
}

function deviceState(entry: DeviceEntry, index: number, of: CredentialOwner): DeviceState {
  const nth = index === 0 ? "" : `-${index + 1}`;
  const name = entry.name ?? `${of.owner ?? "root-account"}-mfa-device${nth}`;
  return {
    kind: entry.kind,
    serial: entry.serial ?? deviceSerial(entry.kind, name, of),
    seed: entry.kind === "virtual" ? (entry.seed ?? of.random.upper(64)) : null,
    enabledAt: millis(entry.enabled) ?? of.createdAt,
  };
}

function keyState(entry: AccessKeyEntry, index: number, of: CredentialOwner): AccessKeyState {
  const used = entry.lastUsed;
  return {
    id: entry.id ?? stableId("AKIA", of.account, of.owner ?? "root", String(index)).slice(0, 20),
    secret: entry.secret ?? of.random.secret(40),
    active: entry.active,
    createdAt: millis(entry.created) ?? of.createdAt,
    lastUsed:
      used === undefined ? null : { at: millis(used.at) ?? of.createdAt, service: used.service, region: used.region },
  };
}

function certificateState(entry: CertificateEntry, index: number, of: CredentialOwner): CertificateState {
  return {
    id:
      entry.id ??
      stableId("", of.account, of.owner ?? "root", "certificate", String(index))
        .padEnd(32, "A")
        .slice(0, 32),
    active: entry.active,
    uploadedAt: millis(entry.uploaded) ?? of.createdAt,
  };
}

function millis(text: string | undefined): number | null {
  const at = text === undefined ? null : instant(text);
  return at === null ? null : millisOf(at);
}
