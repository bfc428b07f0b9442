import { CodedError } from "../core/coded-error.ts";
import englishWords from "./english-words.json" with { type: "json" };
import { cryptoErrors } from "./errors.ts";

/** The 2,048 English words of BIP-39, in order; four letters tell any two apart. */
export const wordList: readonly string[] = englishWords;

/**
 * The fingerprint of a document that people read to each other: the first 66 bits of its digest as six words with spaces
 * between. It guards against mix-ups and looks; signatures guard against the rest. Throws `CRYPTO_WRONG_LENGTH`.
 */
export function sixWords(digest: Uint8Array): string {
  if (digest.length !== 32) {
    throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, { detail: `a digest of ${digest.length} bytes, not 32` });
  }
  const bits = Array.from(digest.subarray(0, 9), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: 6 }, (_, at) => wordList[Number.parseInt(bits.slice(11 * at, 11 * at + 11), 2)]).join(
    " ",
  );
}
