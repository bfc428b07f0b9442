// A passphrase that is generated, not thought of: seven words of the list are 77 bits, so the cheap key derivation of the
// files that it opens (scrypt, 2^16) is enough.
import { CodedError } from "../core/coded-error.ts";
import { cryptoErrors } from "./errors.ts";
import { wordList } from "./words.ts";

/** The fewest words of a passphrase. */
export const passphraseWords = 7;

/** Bytes of randomness for one passphrase. */
export const passphraseRandomBytes = 2 * passphraseWords;

/** Seven words with spaces between, from 14 random bytes: 11 bits of every two. Throws `CRYPTO_WRONG_LENGTH`. */
export function passphraseOf(random: Uint8Array): string {
  if (random.length !== passphraseRandomBytes) {
    throw new CodedError(cryptoErrors.CRYPTO_WRONG_LENGTH, { detail: `${random.length} random bytes` });
  }
  const words = Array.from({ length: passphraseWords }, (_, at) => {
    const [high = 0, low = 0] = random.subarray(2 * at);
    // 2,048 divides 65,536: no word is likelier than another.
    return wordList[(high * 256 + low) % wordList.length];
  });
  return words.join(" ");
}

/** Fewer characters than this are no passphrase of a password manager. */
const fewestCharacters = 20;

/**
 * Whether a passphrase can be a generated one: seven words of the list or more with single spaces between, or at least
 * twenty characters of a password generator, without spaces and at least ten of them different.
 */
export function isPassphrase(text: string): boolean {
  const words = text.split(" ");
  if (words.length >= passphraseWords) return words.every((word) => wordList.includes(word));
  return /^[\u0021-\u007e]+$/.test(text) && text.length >= fewestCharacters && new Set(text).size >= 10;
}
