/** What the bits behind the last whole byte may be: `zero` (one text per value) or `any` (they are dropped). */
export type Tail = "zero" | "any";

/** Writes bytes in groups of `bits` bits (5 or 6), most significant first, the last group filled up with zeros. */
export function writeBitGroups(bytes: Uint8Array, alphabet: string, bits: 5 | 6): string {
  let text = "";
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= bits) {
      count -= bits;
      text += alphabet.charAt((held >> count) & ((1 << bits) - 1));
    }
    held &= (1 << count) - 1;
  }
  return count === 0 ? text : text + alphabet.charAt((held << (bits - count)) & ((1 << bits) - 1));
}

/** Reads such groups; `null` for a foreign character, a length no byte string has, or a tail that is not allowed. */
export function readBitGroups(text: string, alphabet: string, bits: 5 | 6, tail: Tail): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let held = 0;
  let count = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    held = (held << bits) | value;
    count += bits;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = held >> count;
      held &= (1 << count) - 1;
    }
  }
  // A whole spare group would be a second way to write the same bytes.
  if (count >= bits) return null;
  return tail === "zero" && held !== 0 ? null : bytes;
}
