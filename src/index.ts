/** The library: what other programs may import from `rootward`. */
export { accountId, type AccountId } from "./domain/core/account-id.ts";
export { CodedError } from "./domain/core/coded-error.ts";
export type { Finding } from "./domain/core/finding.ts";
