import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { passwordTag } from "../../../../domain/custody/imports/keyed-tags.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { PasswordFlag } from "../ports/gate.ts";
import { digitsOf } from "../request/find-account.ts";
import type { Entered } from "../signing/enter.ts";
import { sealPassword } from "./seal-password.ts";
import { tagKey } from "./tag-key.ts";

/** A password on its way into the vault. */
export interface PasswordToAdd {
  readonly account: string;
  /** The newest version; `null` before the first. */
  readonly newest: number | null;
  readonly password: Secret<Uint8Array>;
  readonly origin: "generated" | "typed" | "import";
  readonly flags: readonly PasswordFlag[];
}

/** What was stored. */
export interface AddedPassword {
  readonly version: number;
  /** Other accounts with the same password. */
  readonly sameAs: readonly string[];
}

/** Seals a password and stores it. Throws `CUSTODY_NO_RULE`, `CLIENT_RULE_CANNOT_OPEN`, and what the gate refuses with. */
export async function addPassword(deps: ClientDeps, entered: Entered, add: PasswordToAdd): Promise<AddedPassword> {
  const key = await tagKey(deps, entered);
  const tag = passwordTag(key, add.password);
  key.wipe();
  return storePassword(deps, entered, { ...add, version: (add.newest ?? 0) + 1, tag });
}

/** Seals a password as this version, with a tag that was made already. Throws like `addPassword`. */
export async function storePassword(
  deps: ClientDeps,
  { view, policy, roster }: Entered,
  {
    account,
    version,
    password,
    origin,
    flags,
    tag,
  }: Omit<PasswordToAdd, "newest"> & { readonly version: number; readonly tag: string | null },
): Promise<AddedPassword> {
  const { deployment } = view;
  const rule = ruleOfAccount(policy, account);
  if (rule === null) throw new CodedError(custodyErrors.CUSTODY_NO_RULE, { detail: digitsOf(account) });
  const place = { vault: "P", deployment, account, version } as const;
  const sealed = await sealPassword(deps, { place, password, rule, view, kitRecipients: roster.kitRecipients });
  const stored = { account, version, ...sealed, origin, flags, ...(tag === null ? {} : { tag }) };
  const { sameAs } = await deps.gate.putPassword(stored);
  const pins = deps.self.pins();
  deps.self.keepPins({ ...pins, passwords: { ...pins.passwords, [account]: version } });
  return { version, sameAs };
}
