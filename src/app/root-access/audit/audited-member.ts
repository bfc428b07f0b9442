import { type Fact, isSeen, type Unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts, MfaDevice } from "../../../domain/snapshot/account-facts.ts";
import type { RootCredentials } from "../run/root-credentials.ts";

/** What an account is called. */
export interface NamedAccount {
  /** Twelve digits. */
  readonly account: string;
  /** `null` where the list of accounts did not tell. */
  readonly name: string | null;
}

/** A member with what an audit session showed of its root; each part is a fact of its own. */
export interface ReadMember extends NamedAccount {
  readonly status: "audited";
  /** True also where recovery by mail was allowed and nobody has set a password yet. */
  readonly password: Fact<boolean>;
  readonly keys: NonNullable<AccountFacts["keys"]>;
  readonly certificates: NonNullable<AccountFacts["certificates"]>;
  readonly devices: Fact<MfaDevice[]>;
}

/** An account of an audit, with why it was not read where it was not. */
export type AuditedMember =
  | ReadMember
  /** No audit session could be had. */
  | (NamedAccount & { readonly status: "not-read"; readonly why: Unseen })
  /** None was tried, as it would have been refused and still be logged. */
  | (NamedAccount & {
      readonly status: "left-out";
      readonly reason: "feature-off" | "management" | "not-active" | "not-in-organization" | "own-account";
      readonly detail: string;
    });

/** What a plan to delete names as found; `null` while any part of it is not known. */
export function foundOf({ password, keys, certificates, devices }: ReadMember): RootCredentials | null {
  if (!isSeen(password) || !isSeen(keys) || !isSeen(certificates) || !isSeen(devices)) return null;
  return {
    password: password.value,
    accessKeys: keys.value.map(({ id }) => id).toSorted(),
    certificates: certificates.value.map(({ id }) => id).toSorted(),
    mfa: devices.value.map(({ serial }) => serial).toSorted(),
  };
}
