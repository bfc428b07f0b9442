// Base64url from bytes to bytes: the string form in `crypto` cannot be wiped, and what stands here is a secret.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const digits = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
const values = new Int8Array(256).fill(-1);
for (const [value, digit] of digits.entries()) values[digit] = value;

/** Base64url without padding, as ASCII bytes. */
export function writeBase64urlBytes(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let held = 0;
  let count = 0;
  let at = 0;
  for (const byte of bytes) {
    held = ((held & 0x3f) << 8) | byte;
    count += 8;
    while (count >= 6) {
      count -= 6;
      text[at++] = digits[(held >> count) & 63] ?? 0;
    }
  }
  if (count > 0) text[at] = digits[(held << (6 - count)) & 63] ?? 0;
  return text;
}

/** What such bytes spell; `null` for other characters, an impossible length, or a second spelling of the same bytes. */
export function readBase64urlBytes(text: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let count = 0;
  let at = 0;
  for (const digit of text) {
    const value = values[digit] ?? -1;
    if (value < 0) return null;
    held = (held << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = held >> count;
      held &= (1 << count) - 1;
    }
  }
  return count >= 6 || held !== 0 ? null : bytes;
}
