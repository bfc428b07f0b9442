import { printable } from "../printable.ts";
import type { Write } from "../write.ts";
import { wrapped } from "./display-width.ts";
import type { Role, TextStyle } from "./text-style.ts";

/** Narrowest page: below it lines run over. */
const leastColumns = 40;

/** Writes wrapped, indented and coloured lines that fit the style's width. */
export class TextPage {
  readonly columns: number;
  readonly #write: Write;
  readonly #style: TextStyle;

  constructor(write: Write, style: TextStyle) {
    this.columns = Math.max(leastColumns, style.columns);
    this.#write = write;
    this.#style = style;
  }

  /** A paragraph; its first line starts with `lead`, the others are indented to match. */
  say(text: string, role: Role | null = null, lead = ""): void {
    const lines = wrapped(printable(text), this.columns - lead.length);
    const indent = " ".repeat(lead.length);
    for (const [at, line] of lines.entries()) this.line((at === 0 ? lead : indent) + this.paint(role, line));
  }

  /** One line as it is; its pieces are printable and painted already. A blank that held words together is a plain one. */
  line(text = ""): void {
    this.#write(`${text.trimEnd().replaceAll("\u00a0", " ")}\n`);
  }

  paint(role: Role | null, text: string): string {
    return role === null ? text : this.#style.paint(role, text);
  }
}
