// A share as a sheet shows it: one QR code, and five lines for typing when no camera is at hand. A line has groups of four
// and two check characters of its own, so that a typing error is found on its line and not somewhere in a hundred
// characters.
import { Secret } from "../../../core/secret.ts";
import { toBase32 } from "../../../crypto/base32.ts";
import { fromBase64url } from "../../../crypto/base64url.ts";
import { concat, utf8 } from "../../../crypto/bytes.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import type { Share } from "./share.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Characters of each of the five lines, without its check. */
export const lineLengths = [20, 20, 20, 20, 18] as const;

/** What the QR code of a sheet holds: `RWS1:` and base32, 103 characters that a QR code packs tightly. */
export function shareQrText(share: Share): Secret {
  return new Secret(`RWS1:${toBase32(share.bytes.reveal())}`);
}

/** The five lines for typing, in groups of four, the last group of each its check. */
export function shareLines(share: Share): readonly Secret[] {
  const text = toBase32(share.bytes.reveal());
  const splitId = fromBase64url(share.splitId) ?? new Uint8Array();
  return lineLengths.map((length, at) => {
    const line = text.slice(20 * at, 20 * at + length);
    return new Secret([...groups(line), lineCheck(splitId, share.index, at + 1, line)].join(" "));
  });
}

/** Two characters: the first ten bits of SHA-256(split id, index, line number from 1, line) in base32. */
export function lineCheck(splitId: Uint8Array, index: number, lineNumber: number, line: string): string {
  const [first = 0, second = 0] = sha256(concat(splitId, Uint8Array.of(index, lineNumber), utf8(line)));
  const bits = (first << 2) | (second >> 6);
  return alphabet.charAt(bits >> 5) + alphabet.charAt(bits & 31);
}

function groups(line: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += 4) parts.push(line.slice(at, at + 4));
  return parts;
}
