import { decodedText, type EmbeddedText } from "./embedded-text.ts";

/** Whether a text is a URL-encoded JSON object, as the IAM API gives policy documents. */
export function isUrlEncoded(text: string): boolean {
  return /^(?:%(?:20|09|0a|0d)|\s)*%7b/i.test(text.slice(0, 1000));
}

/** Undoes URL encoding (RFC 3986, UTF-8), each character with its place; null when a `%` is not followed by what it needs. */
export function decodeUrl(encoded: EmbeddedText): EmbeddedText | null {
  const raw = encoded.text;
  const origins = new Uint32Array(raw.length + 1);
  const pieces: string[] = [];
  let length = 0;
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf("%", at);
    const end = next === -1 ? raw.length : next;
    pieces.push(raw.slice(at, end));
    for (; at < end; at += 1) origins[length++] = at;
    if (next === -1) break;
    const bytes = bytesOf(raw.slice(at + 1, at + 3));
    const decoded = bytes === 0 ? null : decoding(raw.slice(at, at + 3 * bytes));
    if (decoded === null) return null;
    for (let unit = 0; unit < decoded.length; unit += 1) origins[length++] = at;
    pieces.push(decoded);
    at += 3 * bytes;
  }
  origins[length] = raw.length;
  return decodedText(pieces.join(""), origins.subarray(0, length + 1), encoded);
}

/** How many bytes the UTF-8 character has that starts with this one; 0 for no start. */
function bytesOf(hex: string): number {
  if (!/^[0-9a-f]{2}$/i.test(hex)) return 0;
  const first = Number.parseInt(hex, 16);
  if (first < 0x80) return 1;
  if (first < 0xc0) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function decoding(group: string): string | null {
  try {
    return decodeURIComponent(group);
  } catch {
    return null;
  }
}
