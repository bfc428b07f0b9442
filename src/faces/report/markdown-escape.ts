import { printable } from "./printable.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  // An entity, so that no raw backslash stands before an escape of ours.
  "\\": "&#92;",
  "@": "&#64;",
  "#": "&#35;",
  "://": "&#58;//",
  ".": "&#46;",
};

/**
 * A text as one line of GitHub-flavoured Markdown that shows exactly its characters: no HTML, table cell, code, link,
 * image, mention, issue reference or emphasis comes of it. (GFM spec 4.10, 6.1, 6.2, 6.9)
 */
export function markdown(text: string): string {
  return printable(text).replace(/:\/\/|(?<=www)\.|[&<>\\@#|`*_~[\]!]/gi, (found) => escapes[found] ?? `\\${found}`);
}
