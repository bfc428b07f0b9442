/** Rows of a CSV text, or where it stops being one. */
export type CsvRows =
  | { readonly status: "ok"; readonly rows: readonly (readonly string[])[] }
  | { readonly status: "broken"; readonly line: number; readonly why: string };

/**
 * Reads CSV as RFC 4180 writes it, with LF or CRLF line ends: quoted fields may hold commas, quotes (doubled) and line
 * breaks. One pass over the text. It lives here, and not behind a library, because which
 * cells a credential report may hold is a rule of the domain and must be fuzzed with it.
 */
export function csvRows(text: string): CsvRows {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const field = text[at] === '"' ? quoted(text, at) : plain(text, at);
    if (field === null) return { status: "broken", line, why: "a quoted field is not closed or has text behind it" };
    row.push(field.value);
    line += field.breaks;
    at = field.end;
    if (text[at] === ",") {
      at += 1;
      // A comma as the last character opens one more, empty field.
      if (at === text.length) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    line += 1;
  }
  if (row.length > 0) rows.push(row);
  return { status: "ok", rows };
}

interface Field {
  readonly value: string;
  /** Index of the comma or line end behind the field. */
  readonly end: number;
  readonly breaks: number;
}

function plain(text: string, from: number): Field {
  let end = from;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && !isLineEnd(text, end)) end += 1;
  return { value: text.slice(from, end), end, breaks: 0 };
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === "\r" && (text[at + 1] === "\n" || at + 1 === text.length);
}

function quoted(text: string, from: number): Field | null {
  const parts: string[] = [];
  let at = from + 1;
  let breaks = 0;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    const part = text.slice(at, quote);
    parts.push(part);
    breaks += part.split("\n").length - 1;
    if (text[quote + 1] !== '"') {
      const end = quote + 1;
      const closed = end === text.length || text[end] === "," || text[end] === "\n" || isLineEnd(text, end);
      return closed ? { value: parts.join(""), end, breaks } : null;
    }
    parts.push('"');
    at = quote + 2;
  }
}
