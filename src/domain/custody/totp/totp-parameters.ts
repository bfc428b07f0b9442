import type { HmacHash } from "../../crypto/hmac.ts";

/** How a seed becomes codes (RFC 6238): both sides must agree on all three. */
export interface TotpParameters {
  readonly hash: HmacHash;
  readonly digits: 6 | 8;
  /** Whole seconds, at least 1. */
  readonly periodSeconds: number;
}

/** What AWS and most others use. */
export const awsTotp: TotpParameters = { hash: "SHA-1", digits: 6, periodSeconds: 30 };
