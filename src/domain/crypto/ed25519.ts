// Ed25519 (RFC 8032) as custody uses it: strict. A key of small order signs every message with one signature, so whoever
// smuggled one into a roster could have "approved" anything; the package takes such keys unless told otherwise.
import { ed25519 } from "@noble/curves/ed25519.js";
import { CodedError } from "../core/coded-error.ts";
import { cryptoErrors } from "./errors.ts";

/** Whether this public key (32 bytes) signed this message; `false` for every malformed or small-order input, never a throw. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  // SECURITY: zip215 is the package's default and would accept small-order keys and second encodings.
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

/** The signature (64 bytes) by a 32-byte seed. Throws `CRYPTO_WRONG_LENGTH`. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, checked(seed));
}

/** The public key (32 bytes) of a 32-byte seed. Throws `CRYPTO_WRONG_LENGTH`. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(checked(seed));
}

function checked(seed: Uint8Array): Uint8Array {
  if (seed.length === 32) return seed;
  throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, { detail: `an Ed25519 seed of ${seed.length} bytes, not 32` });
}
