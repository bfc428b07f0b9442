const segments = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const narrow = /^[\x20-\x7e\xa0-\u02ff\u2010-\u2027\u2190-\u27bf]*$/;

/** Columns a text takes on a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text cut to so many columns, with `…` where something is missing. */
export function fitted(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let result = "";
  let width = 0;
  for (const { segment } of segments.segment(text)) {
    width += displayWidth(segment);
    if (width > columns - 1) break;
    result += segment;
  }
  return `${result}…`;
}

/** The text cut or filled with spaces to exactly so many columns. */
export function padded(text: string, columns: number): string {
  const short = fitted(text, columns);
  return short + " ".repeat(Math.max(0, columns - displayWidth(short)));
}

/** A text broken at spaces into lines of at most so many columns; a word that is longer is broken too. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, columns))) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return word === "" ? [] : [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of segments.segment(word)) {
    if (displayWidth(part) + displayWidth(segment) > columns) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}
