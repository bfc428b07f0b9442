import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

/** The hashes an HMAC is made with; SHA-1 serves one-time codes alone. */
export type HmacHash = "SHA-1" | "SHA-256" | "SHA-512";

/** HMAC (RFC 2104): 20, 32 or 64 bytes. Compare results with `equalBytes` only. */
export function hmacOf(hash: HmacHash, key: Uint8Array, message: Uint8Array): Uint8Array {
  switch (hash) {
    case "SHA-1":
      return hmac(sha1, key, message);
    case "SHA-256":
      return hmac(sha256, key, message);
    case "SHA-512":
      return hmac(sha512, key, message);
  }
}

/** HMAC-SHA-256, 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmacOf("SHA-256", key, message);
}
