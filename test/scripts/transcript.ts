/** One command of a transcript with what it must print. */
export interface Step {
  readonly line: number;
  readonly command: string;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly exit: number;
}

/** A transcript file: `# directive` lines at the top, then steps. */
export interface Transcript {
  readonly directives: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * Reads a transcript. `$ command` starts a step, `! text` is expected on standard error, `? n` is the exit code (0 when
 * it is not given), `#: ` a remark, everything else is expected on standard output. `...` alone stands for any lines, `[..]` within a
 * line for any text. Standard error is compared only when a step has `!` lines.
 */
export function parseTranscript(text: string): Transcript {
  const directives: string[] = [];
  const steps: { line: number; command: string; out: string[]; err: string[]; exit: number }[] = [];
  text.split("\n").forEach((line, index) => {
    const step = steps.at(-1);
    if (line.startsWith("#: ")) return;
    if (line.startsWith("$ ")) steps.push({ line: index + 1, command: line.slice(2), out: [], err: [], exit: 0 });
    else if (step === undefined) {
      if (line.startsWith("# ")) directives.push(line.slice(2).trim());
    } else if (line.startsWith("! ") || line === "!") step.err.push(line.slice(2));
    else if (/^\? [0-9]+$/.test(line)) step.exit = Number(line.slice(2));
    else step.out.push(line);
  });
  for (const step of steps) while (step.out.at(-1) === "") step.out.pop();
  return { directives, steps };
}

/** True when the lines are as expected, with `...` and `[..]`. */
export function matches(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === "...") {
    for (let skip = 0; skip <= actual.length; skip++) if (matches(rest, actual.slice(skip))) return true;
    return false;
  }
  const [line, ...others] = actual;
  return line !== undefined && lineMatches(first, line) && matches(rest, others);
}

function lineMatches(expected: string, actual: string): boolean {
  const pieces = expected.split("[..]").map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".*")}$`).test(actual.trimEnd());
}

/** Words of a command line: blanks separate, single and double quotes hold together. */
export function words(command: string): string[] {
  const found = command.match(/'[^']*'|"[^"]*"|[^\s'"]+(?:=(?:'[^']*'|"[^"]*"))?/g) ?? [];
  return found.map((word) => word.replace(/^(['"])([\s\S]*)\1$/, "$2").replace(/=(['"])([\s\S]*)\1$/, "=$2"));
}
