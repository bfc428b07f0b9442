import type { Secret } from "../../core/secret.ts";
import { hmacSha256 } from "../../crypto/hmac.ts";
import { toHex } from "../../crypto/hex.ts";

/**
 * Names a seed to whoever has the key, as 16 hexadecimal digits: HMAC-SHA-256 under the broker's fingerprint key, the first
 * eight bytes. Two accounts, or two versions, never have one.
 */
export function seedFingerprint(key: Secret<Uint8Array>, seed: Secret<Uint8Array>): string {
  return toHex(hmacSha256(key.reveal(), seed.reveal()).subarray(0, 8));
}

/**
 * Names a password to the operators who have the key, likewise. The gate stores tags but not the key, so it cannot test
 * guesses against them.
 */
export function passwordTag(key: Secret<Uint8Array>, password: Secret<Uint8Array>): string {
  return toHex(hmacSha256(key.reveal(), password.reveal()).subarray(0, 8));
}
