import type { AccountId } from "../../../core/account-id.ts";
import type { FoundAccount } from "../account-in-text.ts";

/**
 * Whether what was read may be stored for the chosen account: an id in its label must be this one, so that a seed never
 * ends up with another account's password; without an id a person must say whose it is.
 */
export function fitsAccount(found: FoundAccount, chosen: AccountId): "same" | "other" | "ask" {
  if (found.status === "found") return found.account === chosen ? "same" : "other";
  // SECURITY: several ids without the chosen one are another account's for certain.
  return found.candidates.length > 0 && !found.candidates.includes(chosen) ? "other" : "ask";
}
