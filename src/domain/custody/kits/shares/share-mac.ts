import { Secret } from "../../../core/secret.ts";
import { utf8 } from "../../../crypto/bytes.ts";
import { hkdfSha256 } from "../../../crypto/hkdf.ts";
import { hmacSha256 } from "../../../crypto/hmac.ts";

const info = utf8("rootward/v1/share-mac");

/** The key of a split's MACs, 32 bytes: whoever can make one has combined the secret. */
export function shareMacKey(secret: Secret<Uint8Array>, splitId: Uint8Array): Secret<Uint8Array> {
  return new Secret(hkdfSha256({ ikm: secret.reveal(), salt: splitId, info, length: 32 }));
}

/** The MAC of a share's first 49 bytes, 8 bytes. */
export function shareMac(key: Secret<Uint8Array>, body: Uint8Array): Uint8Array {
  return hmacSha256(key.reveal(), body).slice(0, 8);
}
