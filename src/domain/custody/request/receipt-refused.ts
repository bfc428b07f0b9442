import type { ReceiptDocument } from "../documents/broker-documents.ts";
import type { ReadCustodyDocument } from "../documents/read-custody-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { type BrokerPin, isSignedByBroker } from "../roster/verify-signed.ts";

/** Gate and courier act on a receipt for so long, in seconds. */
export const receiptSeconds = 60;

/** A receipt as it came from the broker. */
export interface SignedReceipt {
  readonly read: ReadCustodyDocument<ReceiptDocument>;
  readonly signature: Uint8Array;
}

/**
 * Whether a receipt lets the gate, or a courier, hand out what the ask of this hash wants: signed by the pinned broker key, for this very
 * ask, granted, under 60 seconds old, never used. `null` when it does. No receipt, no password and no session.
 */
export function receiptRefused(
  { read, signature }: SignedReceipt,
  ask: { readonly hash: string; readonly what: string },
  view: BrokerPin,
  { nowSeconds, wasUsed }: { readonly nowSeconds: number; readonly wasUsed: (hash: string) => boolean },
): Refused | null {
  const { document, hash } = read;
  if (!isSignedByBroker(read, signature, view))
    return refused(custodyErrors.CUSTODY_SIGNATURE_BAD, "not by the broker");
  if (document.docHash !== ask.hash || document.verb !== "release" || document.what !== ask.what) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, "the receipt is for another ask");
  }
  if (!document.ok) return refused(custodyErrors.CUSTODY_NOT_ASKED, `the broker refused: ${document.error}`);
  const age = nowSeconds - document.at;
  // The two clocks may differ a little; a receipt from further ahead is none.
  if (age >= receiptSeconds || age < -receiptSeconds) return refused(custodyErrors.CUSTODY_STALE, `${age} s old`);
  return wasUsed(hash) ? refused(custodyErrors.CUSTODY_NONCE_SEEN, "the receipt was used") : null;
}
