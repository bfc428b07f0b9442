import { runCli } from "../../src/faces/cli/program.ts";

/** What a command did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Around a command that runs inside the test. */
export interface Around {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly columns?: number;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
  /** Answers to questions; when given, standard input and error count as a terminal. */
  readonly answers?: readonly string[];
}

/** Runs a command line without a process of its own. Paths are taken from `cwd`. */
export async function runInProcess(argv: readonly string[], around: Around): Promise<Ran> {
  let out = "";
  let err = "";
  const answers = [...(around.answers ?? [])];
  const isTerminal = around.answers !== undefined;
  const code = await runCli(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(around.input ?? ""),
    ask: (question) => {
      err += question;
      return Promise.resolve(answers.shift() ?? null);
    },
    terminal: { in: isTerminal, out: false, err: isTerminal },
    columns: around.columns ?? 100,
    env: around.env ?? {},
    cwd: around.cwd,
    now: around.now ?? Date.now,
    signal: around.signal ?? new AbortController().signal,
  });
  return { code, out, err };
}
