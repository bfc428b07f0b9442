import { x25519 } from "@noble/curves/ed25519.js";
import { CodedError } from "../core/coded-error.ts";
import { cryptoErrors } from "./errors.ts";

/** The X25519 public key (RFC 7748, 32 bytes) of a 32-byte secret. Throws `CRYPTO_WRONG_LENGTH`. */
export function x25519PublicKey(secret: Uint8Array): Uint8Array {
  if (secret.length !== 32) {
    throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, { detail: `an X25519 secret of ${secret.length} bytes` });
  }
  return x25519.getPublicKey(secret);
}
