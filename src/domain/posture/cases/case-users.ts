import { type Fact, seen, type Unseen } from "../../core/fact.ts";
import type { UserCredentials, UserDevice } from "../../snapshot/account-facts.ts";

/** A row of the credential report in a case; what is left out the user does not have. */
export interface CaseUser {
  readonly name: string;
  readonly password?: boolean | Unseen;
  readonly mfa?: boolean | Unseen;
  readonly keys?: readonly {
    readonly active?: boolean | Unseen;
    readonly rotated: string | null | Unseen;
    /** Null: never. */
    readonly used?: string | null | Unseen;
  }[];
}

const at = "2026-11-21T03:00:00Z";
const created = "2020-01-01T00:00:00Z";

/** The rows of IAM users in the credential report of a case. */
export function caseUsers(...users: readonly CaseUser[]): Fact<UserCredentials[]> {
  return seen(users.map(row), "iam:GetCredentialReport", at);
}

/** Virtual MFA devices of a case: by user name, when each was enabled. */
export function caseDevices(devices: Readonly<Record<string, string | null>>): Fact<UserDevice[]> {
  const list = Object.entries(devices).map(([name, enabledAt]) => ({
    user: userArn(name),
    serial: `arn:aws:iam::111122223333:mfa/${name}`,
    enabledAt,
  }));
  return seen(list, "iam:ListVirtualMFADevices", at);
}

function row(user: CaseUser): UserCredentials {
  const { name, password = false, mfa = false, keys = [] } = user;
  return {
    arn: userArn(name),
    createdAt: cell(created),
    passwordEnabled: cell(password),
    passwordLastUsed: cell<string | null>(null),
    passwordLastChanged: cell<string | null>(null),
    mfaActive: cell(mfa),
    keys: keys.map(({ active = true, rotated, used = null }) => ({
      active: cell(active),
      lastRotated: cell(rotated),
      lastUsed: cell(used),
    })),
  };
}

function userArn(name: string): string {
  return `arn:aws:iam::111122223333:user/${name}`;
}

function cell<T>(value: T | Unseen): Fact<T> {
  return isUnseen(value) ? value : seen(value, "iam:GetCredentialReport", at);
}

function isUnseen(value: unknown): value is Unseen {
  return typeof value === "object" && value !== null && "status" in value;
}
