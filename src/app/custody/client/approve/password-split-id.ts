import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../../domain/crypto/sha256.ts";
import { placeLine } from "../../../../domain/custody/envelope/place.ts";

/**
 * The split id (8 bytes, base64url) of the shares of a password's key: made from the place of that key, and no other split
 * has it. A share says its split id in the bytes that its commitment is over, and nothing else about whose it is.
 * SECURITY: this is what keeps a gate from laying another account's share before an approver, who would seal it to the
 * requester of this one. Throws `CUSTODY_PLACE_IMPOSSIBLE`.
 */
export function passwordSplitId(deployment: string, account: string, version: number): string {
  const place = placeLine({ vault: "P", deployment, account, kind: "dek", version }, "account");
  return toBase64url(sha256(utf8(`rootward/v1/split-id\n${place}`)).subarray(0, 8));
}
