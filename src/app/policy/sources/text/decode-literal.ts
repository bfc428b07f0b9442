import { decodedText, type EmbeddedText } from "./embedded-text.ts";

const short: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The text that a valid JSON string literal (with its quotes) stands for, each character with its place in the literal. */
export function decodeLiteral(literal: EmbeddedText): EmbeddedText {
  const raw = literal.text;
  const origins = new Uint32Array(raw.length);
  const pieces: string[] = [];
  let length = 0;
  let at = 1;
  while (at < raw.length - 1) {
    const stop = raw.indexOf("\\", at);
    const end = stop === -1 ? raw.length - 1 : stop;
    pieces.push(raw.slice(at, end));
    for (; at < end; at += 1) origins[length++] = at;
    if (stop === -1) break;
    const letter = raw[at + 1] ?? "";
    origins[length++] = at;
    if (letter === "u") {
      pieces.push(String.fromCharCode(Number.parseInt(raw.slice(at + 2, at + 6), 16)));
      at += 6;
    } else {
      pieces.push(short[letter] ?? letter);
      at += 2;
    }
  }
  origins[length] = raw.length - 1;
  return decodedText(pieces.join(""), origins.subarray(0, length + 1), literal);
}
