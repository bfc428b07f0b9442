import type { AccountState } from "../state/account-state.ts";
import type { AccessKeyState, CertificateState, Credentials } from "../state/iam-state.ts";
import type { PretendState } from "../state/pretend-state.ts";
import { entityArn } from "../state/principal-of.ts";

const header = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  ...[1, 2].flatMap((nth) => [
    `access_key_${nth}_active`,
    `access_key_${nth}_last_rotated`,
    `access_key_${nth}_last_used_date`,
    `access_key_${nth}_last_used_region`,
    `access_key_${nth}_last_used_service`,
  ]),
  ...[1, 2].flatMap((nth) => [`cert_${nth}_active`, `cert_${nth}_last_rotated`]),
];

/** The credential report of an account at this moment: 22 columns, root first, LF between lines and none at the end. */
export function credentialReport(partition: PretendState["partition"], account: AccountState): string {
  const root = ["<root_account>", `arn:${partition}:iam::${account.id}:root`, time(account.createdAt)];
  const rows = [[...root, ...credentialCells(account.root, "not_supported")]];
  for (const user of account.iam.users.values()) {
    const arn = entityArn({ partition }, account, "user", user);
    rows.push([user.name, arn, time(user.createdAt), ...credentialCells(user, "N/A")]);
  }
  return [header, ...rows].map((cells) => cells.map(quoted).join(",")).join("\n");
}

function credentialCells(credentials: Credentials, nextRotation: string): readonly string[] {
  const { password, devices, keys, certificates } = credentials;
  return [
    String(password !== null),
    password === null ? "N/A" : password.lastUsedAt === null ? "no_information" : time(password.lastUsedAt),
    password === null ? "N/A" : time(password.changedAt),
    nextRotation,
    String(devices.length > 0),
    ...keyCells(keys[0]),
    ...keyCells(keys[1]),
    ...certificateCells(certificates[0]),
    ...certificateCells(certificates[1]),
  ];
}

/** Inactive keys and certificates keep their dates. */
function keyCells(key: AccessKeyState | undefined): readonly string[] {
  if (key === undefined) return ["false", "N/A", "N/A", "N/A", "N/A"];
  const used = key.lastUsed;
  const use = used === null ? ["N/A", "N/A", "N/A"] : [time(used.at), used.region, used.service];
  return [String(key.active), time(key.createdAt), ...use];
}

function certificateCells(certificate: CertificateState | undefined): readonly string[] {
  return certificate === undefined ? ["false", "N/A"] : [String(certificate.active), time(certificate.uploadedAt)];
}

function time(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, 19)}+00:00`;
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
