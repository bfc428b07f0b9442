import type { FormatTarget } from "../output/format-targets.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { printable } from "../../report/printable.ts";
import type { Invocation } from "../command.ts";

/** A label and what stands behind it; an empty label continues. */
export type Row = readonly [label: string, text: string];

/** What every screen says first, when it must. */
export interface Standing {
  readonly isRehearsal: boolean;
  readonly isSolo: boolean;
}

/** A face for one answer: lines for a person, one object for a program. */
export interface Answer {
  readonly rows: readonly Row[];
  readonly json: object;
}

/** The formats of a command that answers on one screen. */
export function screenTargets({ settings }: Pick<Invocation, "settings">): readonly FormatTarget<"text" | "json">[] {
  return formatTargets(settings, ["text", "json"], "text");
}

/** Writes an answer to standard output, or where `-f` says. */
export function showAnswer(
  { io, settings }: Pick<Invocation, "io" | "settings">,
  targets: readonly FormatTarget<"text" | "json">[],
  standing: Standing,
  { rows, json }: Answer,
): void {
  const marks = {
    ...(standing.isRehearsal ? { rehearsal: true } : {}),
    ...(standing.isSolo ? { dualControl: false } : {}),
  };
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") put(`${JSON.stringify({ ...json, ...marks }, null, 2)}\n`);
    else put(screenText(rows, standing, io.columns));
  });
}

/** Lines of at most so many columns; in a rehearsal each begins with the word. */
export function screenText(rows: readonly Row[], { isRehearsal, isSolo }: Standing, columns: number): string {
  const mark = isRehearsal ? "REHEARSAL " : "";
  // A terminal that does not tell its width is taken for an ordinary one.
  const width = (columns < 20 ? 80 : Math.max(40, columns)) - mark.length;
  const all: readonly Row[] = isSolo ? [["", "no dual control: one person alone decides here"], ...rows] : rows;
  const labels = Math.max(0, ...all.map(([label]) => label.length));
  return all
    .flatMap(([label, text]) => {
      const head = labels === 0 ? "" : `${label.padEnd(labels)}  `;
      // SECURITY: a reason or a name is foreign text; it stays text.
      const lines = wrapped(printable(text.replaceAll(/\s*\n\s*/g, " ")), width - head.length);
      return lines.map((line, at) => `${mark}${at === 0 ? head : " ".repeat(head.length)}${line}`.trimEnd());
    })
    .map((line) => `${line}\n`)
    .join("");
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    for (const piece of word.match(new RegExp(`.{1,${Math.max(10, width)}}`, "gu")) ?? [""]) {
      if (line !== "" && line.length + 1 + piece.length > width) {
        lines.push(line);
        line = piece;
      } else line = line === "" ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line];
}
