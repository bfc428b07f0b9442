/** Percent-decoding on bytes; a `%` without two hexadecimal digits stands for itself. `plusIsSpace` as in query strings. */
export function percentDecoded(text: Uint8Array, plusIsSpace: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    const [high, low] = [hexDigit(text[at + 1]), hexDigit(text[at + 2])];
    if (byte === 0x25 && high !== null && low !== null) {
      bytes[length++] = (high << 4) | low;
      at += 2;
    } else bytes[length++] = plusIsSpace && byte === 0x2b ? 0x20 : byte;
  }
  return bytes.slice(0, length);
}

function hexDigit(byte: number | undefined): number | null {
  if (byte === undefined) return null;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : null;
}
