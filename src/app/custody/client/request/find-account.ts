import { CodedError } from "../../../../domain/core/coded-error.ts";
import { clientErrors } from "../errors.ts";
import type { ShownAccount } from "../ports/gate.ts";

/**
 * The account that a person means: `aws:` and 12 digits, 12 digits, a whole name, or the last four digits when no other
 * account has them. Throws `CLIENT_ACCOUNT_UNKNOWN`, `CLIENT_ACCOUNT_AMBIGUOUS`.
 */
export function findAccount(text: string, accounts: readonly ShownAccount[]): ShownAccount {
  const asked = text.trim().replaceAll(/(?<=[0-9])[ -](?=[0-9])/g, "");
  const found = accounts.filter(
    ({ account, name }) =>
      account === asked ||
      digitsOf(account) === asked ||
      name.toLowerCase() === text.trim().toLowerCase() ||
      (/^[0-9]{4}$/.test(asked) && account.endsWith(asked)),
  );
  const [one] = found;
  if (one === undefined) throw new CodedError(clientErrors.CLIENT_ACCOUNT_UNKNOWN, { detail: text.slice(0, 80) });
  if (found.length > 1) {
    const names = found.slice(0, 5).map(({ account, name }) => `${digitsOf(account)} ${name}`);
    throw new CodedError(clientErrors.CLIENT_ACCOUNT_AMBIGUOUS, {
      detail: `${text.slice(0, 80)}: ${names.join(", ")}`,
    });
  }
  return one;
}

/**
 * The same, held against the names by which this identity asked before: the list of accounts is the gate's, and one that was
 * taken over could let a name lead elsewhere. Digits are taken as they are. Throws `CLIENT_ACCOUNT_MOVED` besides.
 */
export function findKnownAccount(
  text: string,
  accounts: readonly ShownAccount[],
  names: Readonly<Record<string, string>>,
): ShownAccount {
  const found = findAccount(text, accounts);
  if (/^(?:[a-z-]+:)?[0-9 -]{12,}$/.test(text.trim())) return found;
  const [before] =
    Object.entries(names).find(([account, name]) => name === found.name && account !== found.account) ?? [];
  if (before === undefined) return found;
  const detail = `${found.name}: ${digitsOf(before)} before, ${digitsOf(found.account)} now`;
  throw new CodedError(clientErrors.CLIENT_ACCOUNT_MOVED, { detail });
}

/** The names with this account's own; a name stands for one account. */
export function withName(
  names: Readonly<Record<string, string>>,
  { account, name }: Pick<ShownAccount, "account" | "name">,
): Record<string, string> {
  return { ...Object.fromEntries(Object.entries(names).filter(([, other]) => other !== name)), [account]: name };
}

/** The 12 digits of an account. */
export function digitsOf(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
