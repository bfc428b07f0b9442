import { isUrlEncoded, decodeUrl } from "./text/decode-url.ts";
import { decodeLiteral } from "./text/decode-literal.ts";
import { embeddedText, type EmbeddedText } from "./text/embedded-text.ts";
import type { SourceFile } from "./text/source-file.ts";
import type { ValueRange } from "./text/value-ranges.ts";

/** The text of a document that stands in a file as JSON, as JSON in a string, or URL-encoded in a string. */
export function textAt(file: SourceFile, range: ValueRange | undefined): EmbeddedText {
  const raw = embeddedText(file.text, range?.start ?? 0, range?.end ?? file.text.length);
  return raw.text.startsWith('"') ? withoutUrl(decodeLiteral(raw)) : raw;
}

/** Undoes URL encoding where a text has it; one that cannot be undone stays, and is then no JSON. */
export function withoutUrl(text: EmbeddedText): EmbeddedText {
  return isUrlEncoded(text.text) ? (decodeUrl(text) ?? text) : text;
}
