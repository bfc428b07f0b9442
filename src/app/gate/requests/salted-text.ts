import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { concat, utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { SaltedText } from "../../../world/store/gate/gate-store.ts";

/** The commitment to a text: SHA-256 of 16 bytes of salt and the text, base64url. */
export function saltedHash({ text, salt }: SaltedText): string {
  return toBase64url(sha256(concat(bytesOf(salt), utf8(text))));
}
