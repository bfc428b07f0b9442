declare const brand: unique symbol;

/** Twelve digits, kept as text because leading zeros count. */
export type AccountId = string & { readonly [brand]: "AccountId" };

/** Reads an account id; `null` when the text is not exactly twelve ASCII digits. */
export function accountId(text: string): AccountId | null {
  return /^[0-9]{12}$/.test(text) ? (text as AccountId) : null;
}
