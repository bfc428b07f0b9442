/** A text inside a file, possibly written with escapes there. */
export interface EmbeddedText {
  /** Decoded. */
  readonly text: string;
  /** From an offset in `text` (its end included) to the offset in the file of what it was decoded from. */
  readonly offsetOf: (offset: number) => number;
}

/** A part of a file that stands there as it is. */
export function embeddedText(text: string, start = 0, end: number = text.length): EmbeddedText {
  return { text: text.slice(start, end), offsetOf: (offset) => start + offset };
}

/** A text decoded from another one; `origins` holds for each of its offsets the offset there. */
export function decodedText(text: string, origins: Uint32Array, from: EmbeddedText): EmbeddedText {
  return { text, offsetOf: (offset) => from.offsetOf(origins[offset] ?? from.text.length) };
}
