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

/** The 12 digits of an account. */
export function digitsOf(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
