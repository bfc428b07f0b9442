import { concat } from "./bytes.ts";
import { publicKeyOf } from "./ed25519.ts";
import { sha256 } from "./sha256.ts";
import { toBase64url } from "./base64url.ts";

const start = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);

/** The SubjectPublicKeyInfo (RFC 8410, DER, 44 bytes) of the key of a 32-byte seed. Throws `CRYPTO_WRONG_LENGTH`. */
export function ed25519Spki(seed: Uint8Array): Uint8Array {
  return concat(start, publicKeyOf(seed));
}

/** How rosters pin a key for TLS: base64url of SHA-256 of the seed's SubjectPublicKeyInfo. Throws `CRYPTO_WRONG_LENGTH`. */
export function spkiPinOf(seed: Uint8Array): string {
  return toBase64url(sha256(ed25519Spki(seed)));
}
