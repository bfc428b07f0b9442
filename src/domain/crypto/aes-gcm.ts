import { gcm } from "@noble/ciphers/aes.js";
import { CodedError } from "../core/coded-error.ts";
import { cryptoErrors } from "./errors.ts";

/** A key and what one use of it is bound to. */
export interface AesGcmUse {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes, random; never twice under one key, or both plaintexts and the authentication key leak. */
  readonly nonce: Uint8Array;
  /** Authenticated, not encrypted. */
  readonly aad: Uint8Array;
}

/** Bytes that the authentication tag adds. */
export const aesGcmTagBytes = 16;

/** AES-256-GCM (NIST SP 800-38D): ciphertext, then the 16-byte tag. Throws `CRYPTO_WRONG_LENGTH`. */
export function sealAesGcm(use: AesGcmUse, plaintext: Uint8Array): Uint8Array {
  return cipher(use).encrypt(plaintext);
}

/** The plaintext; `null` when key, nonce, associated data or a byte of the ciphertext is another. Throws `CRYPTO_WRONG_LENGTH`. */
export function openAesGcm(use: AesGcmUse, sealed: Uint8Array): Uint8Array | null {
  const made = cipher(use);
  if (sealed.length < aesGcmTagBytes) return null;
  try {
    return made.decrypt(sealed);
  } catch {
    // The one failure left is the tag; why it does not fit must not be told apart.
    return null;
  }
}

function cipher({ key, nonce, aad }: AesGcmUse): ReturnType<typeof gcm> {
  // SECURITY: the package also takes shorter keys (AES-128) and other nonces, which GHASH would turn into counters.
  if (key.length !== 32) wrongLength("an AES-256 key", key.length, 32);
  if (nonce.length !== 12) wrongLength("a GCM nonce", nonce.length, 12);
  return gcm(key, nonce, aad);
}

function wrongLength(what: string, is: number, must: number): never {
  throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, { detail: `${what} of ${is} bytes, not ${must}` });
}
