import { printable } from "../../report/printable.ts";
import { displayWidth, wrapped } from "../../report/text/display-width.ts";

/** Between two columns. */
const gap = 2;

/**
 * Rows under a heading, each column as wide as its widest text. Where the page is too narrow for that, each row becomes
 * lines of its own: its first text, then the others with their headings.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): readonly string[] {
  const page = columns < 20 ? 80 : columns;
  // SECURITY: names come from other accounts and may hold escape sequences.
  const shown = rows.map((row) => row.map(printable));
  const widths = head.map((title, at) => Math.max(...[title, ...shown.map((row) => row[at] ?? "")].map(displayWidth)));
  const isWide = widths.reduce((sum, width) => sum + width + gap, -gap) <= page;
  if (!isWide) return shown.flatMap((row) => stacked(head, row, page));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => text + " ".repeat((widths[at] ?? 0) - displayWidth(text) + gap))
      .join("")
      .trimEnd();
  return [line(head), ...shown.map(line)];
}

function stacked(head: readonly string[], [first = "", ...others]: readonly string[], page: number): readonly string[] {
  return [
    first,
    ...others.flatMap((text, at) => {
      const title = head[at + 1] ?? "";
      return wrapped(`${title === "" ? "" : `${title}: `}${text}`, Math.max(20, page - 2)).map((each) => `  ${each}`);
    }),
  ];
}
