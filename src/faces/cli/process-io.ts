import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { processEnvironment } from "./config.ts";
import type { Io } from "./io.ts";

/** The real process: its streams, terminal, environment and clock. The first Ctrl-C aborts, the second ends at once. */
export function processIo(): Io {
  const abort = new AbortController();
  process.on("SIGINT", () => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  });
  process.on("SIGTERM", () => abort.abort());
  // A reader that closed its end (`| head`) is no failure: what is left to say is dropped quietly.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
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
  };
}

/** COLUMNS, as a shell exports it; null when it is no sensible width. */
function columnsOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : null;
}
