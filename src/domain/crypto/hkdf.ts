import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { CodedError } from "../core/coded-error.ts";
import { cryptoErrors } from "./errors.ts";

/** What a key is derived from. */
export interface Derivation {
  /** Secret and random, at least 16 bytes: HKDF is no password hash. */
  readonly ikm: Uint8Array;
  readonly salt: Uint8Array;
  /** What the key is for; two purposes never share one. */
  readonly info: Uint8Array;
  /** Bytes wanted, 1 to 8160. */
  readonly length: number;
}

/** HKDF with SHA-256 (RFC 5869). Throws `CRYPTO_WRONG_LENGTH`. */
export function hkdfSha256({ ikm, salt, info, length }: Derivation): Uint8Array {
  if (!Number.isInteger(length) || length < 1 || length > 8160) {
    throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, {
      detail: `${length} bytes from HKDF; 1 to 8160 can be had`,
    });
  }
  return hkdf(sha256, ikm, salt, info, length);
}
