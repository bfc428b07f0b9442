import { type Ran } from "./run-in-process.ts";
import { matches, type Step } from "./transcript.ts";

/** What is wrong with a step's outcome; null when it is as written and keeps the rules that hold for every command. */
export function judgeStep(step: Step, ran: Ran, contacts: readonly string[]): string | null {
  const out = linesOf(ran.out);
  const err = linesOf(ran.err);
  const faults = [
    ...(ran.code === step.exit ? [] : [`exit ${ran.code}, expected ${step.exit}`]),
    ...(matches(step.out, out) ? [] : ["standard output is not as written"]),
    ...(step.err.length > 0 || !/^error: /m.test(ran.err) ? [] : ["an error that is not written"]),
    ...(step.err.length === 0 || matches(nothing(step.err) ? [] : step.err, err)
      ? []
      : ["standard error is not as written"]),
    ...(step.command.includes("rootward ") ? brokenRules(step.command, ran, contacts) : []),
  ];
  if (faults.length === 0) return null;
  const shown = [`$ ${step.command}`, ...few(out), ...few(err).map((line) => `! ${line}`), `? ${ran.code}`];
  return `line ${step.line}: ${faults.join("; ")}\n${shown.join("\n")}`;
}

/** Rules of every command's output that a command line breaks. */
export function brokenRules(command: string, ran: Ran, contacts: readonly string[]): string[] {
  const all = `${ran.out}\n${ran.err}`;
  const isColoured = /FORCE_COLOR=1|--color/.test(command);
  const isDebug = command.includes("--debug");
  const errors = linesOf(ran.err).flatMap((line, at, lines) =>
    line.startsWith("error: ") ? [{ line, next: lines[at + 1] ?? "" }] : [],
  );
  return [
    ...(!isColoured && all.includes("\u001b") ? ["an escape sequence where none was asked for"] : []),
    ...(/\[object |(?<!received )\bundefined\b|\bNaN\b/.test(all) && !command.includes("-f html")
      ? ["a value that is none"]
      : []),
    ...(!isDebug && /^ +at .*:\d+:\d+\)?$/m.test(ran.err) ? ["a stack trace"] : []),
    ...(/CLI_UNEXPECTED/.test(all) && !command.includes("explain") ? ["an unexpected failure"] : []),
    ...(errors.every(({ line, next }) => /\[[A-Z][A-Z0-9_]+\]$/.test(line) && next.startsWith("  → "))
      ? []
      : ["an error without code or next step"]),
    ...([0, 1, 2, 3, 130].includes(ran.code) ? [] : [`no exit code of the product: ${ran.code}`]),
    ...(ran.code === 2 && ran.err === "" && ran.out === "" && !command.includes("|") ? ["exit 2 without a word"] : []),
    ...(command.includes("--show-contacts") ? [] : contacts.filter((each) => all.includes(each))).map(
      (each) => `the contact ${each} in full`,
    ),
  ];
}

function nothing(lines: readonly string[]): boolean {
  return lines.every((line) => line === "");
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

function few(lines: readonly string[]): readonly string[] {
  return lines.length <= 90 ? lines : [...lines.slice(0, 90), `… ${lines.length - 90} more lines`];
}
