import { Secret } from "../../../core/secret.ts";
import { fromUtf8 } from "../../../crypto/bytes.ts";
import { fromBase64 } from "../../../crypto/base64.ts";
import { type ReadSeed, readSeedText, seedWarnings } from "../seed-text.ts";

/** How the bytes of a seed are written in a field. */
export type SeedEncoding = "base32" | "hex" | "base64" | "utf8";

/** Reads a seed in one of the four encodings. Spaces around are dropped, except in `utf8`, where they are the seed. */
export function readEncodedSeed(text: Uint8Array, encoding: SeedEncoding): ReadSeed {
  switch (encoding) {
    case "base32":
      return readSeedText(text);
    case "hex":
      return ofBytes(hexBytes(text), text.length);
    case "base64":
      // The text is a copy that cannot be wiped; base64 seeds are rare enough.
      return ofBytes(fromBase64((fromUtf8(text) ?? "?").replaceAll(/\s/g, "")), text.length);
    case "utf8":
      return ofBytes(text.slice(), text.length);
  }
}

function ofBytes(bytes: Uint8Array | null, characters: number): ReadSeed {
  if (bytes === null)
    return { status: "unreadable", problems: [{ kind: "seed-length", detail: `${characters} characters` }] };
  if (bytes.length === 0) return { status: "unreadable", problems: [{ kind: "seed-missing" }] };
  if (bytes.length > 640) return { status: "unreadable", problems: [{ kind: "seed-long" }] };
  return { status: "read", seed: new Secret(bytes), warnings: seedWarnings(bytes.length, null, false) };
}

/** Either case, spaces and dashes between. */
function hexBytes(text: Uint8Array): Uint8Array | null {
  const digits: number[] = [];
  for (const byte of text) {
    if (byte === 0x20 || byte === 0x2d) continue;
    const lower = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) digits.push(byte - 0x30);
    else if (lower >= 0x61 && lower <= 0x66) digits.push(lower - 0x61 + 10);
    else return null;
  }
  if (digits.length % 2 !== 0) return null;
  return Uint8Array.from(
    { length: digits.length / 2 },
    (_, at) => ((digits[2 * at] ?? 0) << 4) | (digits[2 * at + 1] ?? 0),
  );
}
