import type { Signer } from "./fields.ts";
import type { CustodyDocument } from "./read-custody-document.ts";

/** A document counts when the broker's clock is at most so far from its `at`, in seconds. */
export const freshSeconds = 120;

/** A quorum's approvals may be so much younger than the document that they decide on, in seconds. */
export const quorumSeconds = 7 * 86_400;

/** When a document says that it was signed, in Unix seconds; a request calls it `createdAt`. */
export function timeOf(document: CustodyDocument): number {
  return document.type === "rw.request/v1" ? document.createdAt : document.at;
}

/** Whether this time is near enough to now, before or after. */
export function isFresh(atSeconds: number, nowSeconds: number): boolean {
  return Math.abs(nowSeconds - atSeconds) <= freshSeconds;
}

/**
 * Whether the signer proved who they are shortly before `at`: within 300 s, on the command line within 120 s, where the
 * unlocking of the key is the proof. A proof from after the signature is none.
 */
export function isAuthRecent({ via, authTime }: Signer, at: number): boolean {
  const age = at - authTime;
  return age >= 0 && age <= (via === "cli" ? 120 : 300);
}

/**
 * Until when the nonce of a document must be remembered, in Unix seconds: as long as the document could still be taken.
 * Approvals are taken up to seven days after the document they decide on.
 */
export function nonceKeptUntil(document: CustodyDocument): number {
  return timeOf(document) + freshSeconds + (document.type === "rw.approval/v1" ? quorumSeconds : 0);
}

/** Whether the document can only stop something: such a one is taken at any age, in every state. */
export function isStop(document: CustodyDocument): boolean {
  return document.type === "rw.approval/v1" && document.decision !== "approve";
}
