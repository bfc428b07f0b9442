// The stage of a rehearsal: a directory, processes that are started from it, and their end.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";

const program = fileURLToPath(new URL("../../../../bin/rootward.js", import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A directory with processes of its own. */
export class Rehearsal {
  readonly directory: string;
  readonly #isKept: boolean;
  readonly #env: NodeJS.ProcessEnv;
  readonly #running: ChildProcess[] = [];

  /** `keep` is the path of a directory that must not exist yet; `null` plays in a temporary one. Throws CLI_OUTPUT_UNWRITABLE. */
  constructor(keep: string | null, env: NodeJS.ProcessEnv) {
    this.#isKept = keep !== null;
    this.#env = env;
    try {
      if (keep !== null) mkdirSync(keep, { mode: 0o700 });
      this.directory = keep ?? mkdtempSync(join(tmpdir(), "rootward-rehearsal-"));
    } catch (cause) {
      const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
      throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${keep ?? tmpdir()}${reason}`, cause });
    }
  }

  /** Runs one command of Rootward to its end. */
  async run(args: readonly string[], signal: AbortSignal): Promise<Ended> {
    const child = this.#spawn(args, signal);
    let [out, err] = ["", ""];
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number>((done, failed) => {
      child.on("error", failed);
      child.on("close", (status) => {
        done(status ?? 130);
      });
    });
    return { code, out, err };
  }

  /** Starts a process that goes on; resolves with its first line once it says that it is ready. */
  async start(args: readonly string[], signal: AbortSignal): Promise<string> {
    const child = this.#spawn(args, signal);
    this.#running.push(child);
    let said = "";
    return new Promise((done, failed) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const line = said.split("\n").find((each) => each.includes(" ready: "));
        if (line !== undefined) done(line);
      };
      child.stderr?.on("data", hear);
      child.stdout?.on("data", hear);
      child.on("error", failed);
      child.on("close", (status) => {
        failed(
          new CodedError(cliErrors.CLI_REHEARSAL_FAILED, {
            detail: `${args.join(" ")} ended with ${status ?? 130}: ${said.slice(0, 300)}`,
          }),
        );
      });
    });
  }

  /** Ends what was started, by its id, and removes the directory unless it is kept. */
  async end(): Promise<void> {
    await Promise.all(
      this.#running.map(
        (child) =>
          new Promise<void>((done) => {
            if (child.exitCode !== null || child.signalCode !== null) {
              done();
              return;
            }
            const late = setTimeout(() => child.kill("SIGKILL"), 5000);
            child.once("close", () => {
              clearTimeout(late);
              done();
            });
            child.kill("SIGTERM");
          }),
      ),
    );
    if (!this.#isKept) rmSync(this.directory, { recursive: true, force: true });
  }

  #spawn(args: readonly string[], signal: AbortSignal): ChildProcess {
    return spawn(process.execPath, [program, ...args], {
      cwd: this.directory,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      killSignal: "SIGTERM",
    });
  }
}

/**
 * A port of this machine that is free, and the next one, too; below those that the system gives to connections by itself,
 * which could take them in between.
 */
export async function twoFreePorts(): Promise<number> {
  for (let turn = 0; turn < 100; turn++) {
    const port = 12_000 + 2 * Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new CodedError(cliErrors.CLI_REHEARSAL_FAILED, { detail: "no two free ports on 127.0.0.1" });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => {
      done(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        done(true);
      });
    });
  });
}
