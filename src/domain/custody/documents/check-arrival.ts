import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { isFresh, isStop, timeOf } from "./document-times.ts";
import type { CustodyDocument } from "./read-custody-document.ts";

/** What the taker of a document knows. */
export interface ArrivalState {
  readonly nowSeconds: number;
  /** Whether this nonce was taken before; nonces are kept until `nonceKeptUntil`. */
  readonly hasSeen: (nonce: string) => boolean;
}

/**
 * Whether a document is fresh and was never taken before; `null` when it is. What can only stop something is taken at any
 * age and again: the gate could otherwise outwait or burn a veto. Not for the approvals inside a grant or behind a quorum's
 * document: those are judged together (`judgeApprovals`, `quorumMissing`), and their nonces are spent with what they decide.
 */
export function checkArrival(document: CustodyDocument, { nowSeconds, hasSeen }: ArrivalState): Refused | null {
  if (isStop(document)) return null;
  const at = timeOf(document);
  if (!isFresh(at, nowSeconds))
    return refused(custodyErrors.CUSTODY_STALE, `${document.type}, ${nowSeconds - at} s old`);
  if (hasSeen(document.nonce)) return refused(custodyErrors.CUSTODY_NONCE_SEEN, document.type);
  return null;
}
