/**
 * A text that is safe on a terminal and in a document: control characters and those that turn the direction of what
 * follows are shown as escapes such as `\u202e`; line breaks and tabs become spaces. Letters of right-to-left scripts
 * stay as they are. Names come from other accounts, so they may hold escape sequences.
 */
export function printable(text: string): string {
  // SECURITY: without this, an account named with an ANSI sequence writes to the reader's terminal.
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu, escaped)
    .replace(/\p{Cs}/gu, "\ufffd");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
