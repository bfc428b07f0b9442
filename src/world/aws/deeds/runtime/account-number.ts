/**
 * The twelve digits of an account written `aws:111122223333` (`<partition>:<digits>`) or as digits alone. Throws
 * `TypeError` on anything else, which never reaches AWS.
 */
export function accountNumber(account: string): string {
  const digits = /^(?:aws(?:-[a-z]+)*:)?([0-9]{12})$/.exec(account)?.[1];
  if (digits === undefined) throw new TypeError("an account is written aws:111122223333");
  return digits;
}

/** `aws` of `aws:111122223333`; `aws` where the account is digits alone. */
export function accountPartition(account: string): string {
  return account.includes(":") ? account.slice(0, account.indexOf(":")) : "aws";
}
