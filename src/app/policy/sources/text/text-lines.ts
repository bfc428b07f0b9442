/** The way between an offset in a text and its line and column, both from 1; a line ends with LF. */
export interface TextLines {
  readonly positionAt: (offset: number) => { readonly line: number; readonly column: number };
  readonly offsetAt: (line: number, column: number) => number;
}

/** Finds the lines of a text once, when first asked. */
export function textLines(text: string): TextLines {
  let found: readonly number[] | null = null;
  const starts = (): readonly number[] => (found ??= startsOf(text));
  return {
    positionAt: (offset) => {
      const lines = starts();
      let low = 0;
      let high = lines.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lines[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
    },
    offsetAt: (line, column) => (starts()[line - 1] ?? text.length) + column - 1,
  };
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let next = text.indexOf("\n"); next !== -1; next = text.indexOf("\n", next + 1)) starts.push(next + 1);
  return starts;
}
