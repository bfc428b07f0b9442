import type { Secret } from "../../core/secret.ts";
import { concat, utf8 } from "../../crypto/bytes.ts";
import { hmacSha256 } from "../../crypto/hmac.ts";
import { envelopeAad, type EnvelopePlace } from "./envelope-place.ts";

const label = utf8("rootward/v1/kcv\n");

/**
 * Names a key at a place without telling it, 16 bytes: commits the envelope to one key (AES-GCM alone does not), and tells
 * a wrong key from changed bytes. Throws `CUSTODY_PLACE_IMPOSSIBLE`.
 */
export function keyCheckValue(key: Secret<Uint8Array>, place: EnvelopePlace): Uint8Array {
  return hmacSha256(key.reveal(), concat(label, envelopeAad(place))).subarray(0, 16);
}
