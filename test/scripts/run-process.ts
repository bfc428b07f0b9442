import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ran } from "./run-in-process.ts";

/** Folder of this repository. */
export const top = fileURLToPath(new URL("../../", import.meta.url));

const bin = join(top, "bin", "rootward.js");

/** Around a process of its own. */
export interface AroundProcess {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** A process that runs, and what it will have done. */
export interface Running {
  readonly ended: Promise<Ran>;
  readonly interrupt: () => void;
  /** Everything said on standard error so far. */
  readonly said: () => string;
}

/** Starts the command line as a process of its own. Nothing of this machine's environment but PATH reaches it. */
export function startProcess(argv: readonly string[], around: AroundProcess): Running {
  return start(process.execPath, [bin, ...argv], around);
}

/** Runs a line of shell in which `rootward` is the command line, e.g. with a pipe. */
export function runShell(line: string, around: AroundProcess): Promise<Ran> {
  return start("sh", ["-c", `rootward() { "${process.execPath}" "${bin}" "$@"; }\n${line}`], around).ended;
}

function start(program: string, argv: readonly string[], { cwd, env, input }: AroundProcess): Running {
  const child = spawn(program, argv, { cwd, env: { ...bare(cwd), ...env }, stdio: "pipe" });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  return {
    ended: new Promise((done, fail) => {
      child.on("error", fail);
      child.on("close", (code, signal) => done({ code: code ?? (signal === "SIGINT" ? 130 : 255), out, err }));
    }),
    interrupt: () => void child.kill("SIGINT"),
    said: () => err,
  };
}

function bare(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
