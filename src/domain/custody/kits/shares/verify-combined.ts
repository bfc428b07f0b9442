import type { Secret } from "../../../core/secret.ts";
import { fromBase64url } from "../../../crypto/base64url.ts";
import { equalBytes } from "../../../crypto/bytes.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { shareMac, shareMacKey } from "./share-mac.ts";
import { type Share, shareBody } from "./share.ts";

/** What was combined, and with what it can be checked. */
export interface Combined {
  /** What the library made of the shares. */
  readonly secret: Secret<Uint8Array>;
  /** Every share at hand, also those that were not needed. */
  readonly shares: readonly Share[];
  /** The key check value made with the secret, and the manifest's; `null` where only sheets are at hand. */
  readonly kcv: { readonly made: Uint8Array; readonly expected: Uint8Array } | null;
}

/** Whether a combined secret is the one that was split. */
export type VerifiedSecret =
  | { readonly status: "right" }
  /** `sheets` are those that the secret disowns; all of them when nothing tells which is wrong. */
  | (Refused & { readonly sheets: readonly number[] });

/**
 * Checks all MACs and the key check value. A secret that one share disowns is never used: `CUSTODY_SECRET_WRONG`, or
 * `CUSTODY_SHARE_WRONG` when the others own it, `CUSTODY_MANIFEST_UNFIT` when only the key check value differs.
 */
export function verifyCombined({ secret, shares, kcv }: Combined): VerifiedSecret {
  const bad = shares.filter((share) => !hasMac(share, secret));
  const sheets = bad.map((share) => share.index);
  const detail = sheets.map((index) => `sheet ${index}`).join(", ");
  if (shares.length < 2) return { ...refused(kitErrors.CUSTODY_SECRET_WRONG, "fewer than two shares"), sheets };
  if (bad.length === shares.length)
    return { ...refused(kitErrors.CUSTODY_SECRET_WRONG, `none of ${detail} fits`), sheets };
  if (bad.length > 0) return { ...refused(kitErrors.CUSTODY_SHARE_WRONG, detail), sheets };
  if (kcv === null || (kcv.expected.length === 16 && equalBytes(kcv.made, kcv.expected))) return { status: "right" };
  return { ...refused(kitErrors.CUSTODY_MANIFEST_UNFIT, "another key check value"), sheets: [] };
}

function hasMac(share: Share, secret: Secret<Uint8Array>): boolean {
  const splitId = fromBase64url(share.splitId) ?? new Uint8Array();
  const key = shareMacKey(secret, splitId);
  const isRight = equalBytes(shareMac(key, shareBody(share)), share.bytes.reveal().subarray(49, 57));
  key.wipe();
  return isRight;
}
