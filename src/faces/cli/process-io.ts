import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { CodedError } from "../../domain/core/coded-error.ts";
import { processEnvironment } from "./config.ts";
import { cliErrors } from "./errors.ts";
import type { Io } from "./io.ts";
import { errorText } from "./print-error.ts";

/** The real process: its streams, terminal, environment and clock. The first Ctrl-C aborts, the second ends at once. */
export function processIo(): Io {
  const abort = new AbortController();
  const onInterrupt = (): void => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", () => abort.abort());
  // A reader that closed its end (`| head`) is no failure: what is left to say is dropped quietly.
  // Anything else that standard output refuses (a full disk) is: half an answer must not look like a whole one.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    const detail = `standard output (${error.code ?? error.message})`;
    process.stderr.write(errorText(new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail }), false));
    process.exit(cliErrors.CLI_OUTPUT_UNWRITABLE.exit);
  });
  process.stderr.on("error", () => {});
  const env = processEnvironment();
  return {
    out: (chunk) => void (process.stdout.writable && process.stdout.write(chunk)),
    err: (chunk) => void (process.stderr.writable && process.stderr.write(chunk)),
    readInput: () => text(process.stdin),
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal: abort.signal });
      } catch {
        return null;
      } finally {
        lines.close();
      }
    },
    terminal: {
      in: process.stdin.isTTY ?? false,
      out: process.stdout.isTTY ?? false,
      err: process.stderr.isTTY ?? false,
    },
    columns: process.stdout.columns ?? columnsOf(env["COLUMNS"]) ?? 100,
    env,
    cwd: process.cwd(),
    now: Date.now,
    signal: abort.signal,
    endable: async (work) => {
      // Without a listener the system ends the process itself, which a busy event loop cannot hold up.
      process.off("SIGINT", onInterrupt);
      try {
        return await work();
      } finally {
        process.on("SIGINT", onInterrupt);
      }
    },
  };
}

/** COLUMNS, as a shell exports it; null when it is no sensible width. */
function columnsOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : null;
}
