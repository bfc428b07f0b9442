import { fromBase64url, toBase64url } from "../../../../domain/crypto/base64url.ts";
import { concat, utf8 } from "../../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../../domain/crypto/sha256.ts";
import type { SaltedText } from "../ports/gate.ts";

/** What a signed document says of a text: SHA-256 of salt and text, base64url. Without the salt nobody can guess the text. */
export function saltedHash({ text, salt }: SaltedText): string {
  return toBase64url(sha256(concat(fromBase64url(salt) ?? new Uint8Array(), utf8(text))));
}

/** A text with a fresh salt of 16 bytes; in the one form that JSON signatures allow. */
export function salted(text: string, salt: Uint8Array): SaltedText {
  return { text: text.normalize("NFC"), salt: toBase64url(salt) };
}
