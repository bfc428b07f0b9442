import type { Secret } from "../../core/secret.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { hmacSha256 } from "../../crypto/hmac.ts";
import type { Vault } from "../envelope/place.ts";

/**
 * Names a kit's key without telling it, 16 bytes; the `kcv` of a kit's split. `kitId` is 8 bytes as base64url, the split
 * id of the kit's first making.
 */
export function kitKeyCheckValue(key: Secret<Uint8Array>, vault: Vault, kitId: string): Uint8Array {
  return hmacSha256(key.reveal(), utf8(`rootward/v1/kcv\nkit|${vault}|${kitId}`)).slice(0, 16);
}
