/** How a JSON text is laid out. */
export interface Layout {
  readonly eol: "\n" | "\r\n";
  /** One step of indentation. */
  readonly indent: string;
  /** Everything stands on one line. */
  readonly isOneLine: boolean;
}

/** Reads off a text how it is laid out; two blanks where it does not say. */
export function layoutOf(text: string): Layout {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return { eol, indent: indent.startsWith("\t") ? "\t" : indent, isOneLine: !text.trim().includes("\n") };
}
