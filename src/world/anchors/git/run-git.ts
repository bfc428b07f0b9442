import { spawn } from "node:child_process";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { concat, fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { anchorErrors } from "../errors.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How git is run in one repository. */
export interface Git {
  readonly directory: string;
  /** PATH, HOME and what ssh needs; `GIT_*` variables of it are not handed on, but `GIT_SSH` and `GIT_SSH_COMMAND`. */
  readonly environment: Environment;
  readonly timeoutMs: number;
}

/** What a git command printed. */
export interface GitResult {
  readonly code: number;
  readonly out: Uint8Array;
  readonly err: string;
}

// SECURITY: hooks of the repository, signing and exotic transports would run programs that nobody chose here.
const fixed = ["core.hooksPath=/dev/null", "commit.gpgSign=false", "protocol.ext.allow=never", "gc.auto=0"].flatMap(
  (each) => ["-c", each],
);

/** Runs git; a failed command is a result. Throws `ANCHOR_GIT_MISSING`, `ANCHOR_UNREACHABLE` when the time is over. */
export function runGit(git: Git, args: readonly string[], input: Uint8Array = new Uint8Array(0)): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...fixed, "-C", git.directory, ...args], { env: cleaned(git.environment) });
    const out: Uint8Array[] = [];
    const err: Uint8Array[] = [];
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, git.timeoutMs);
    child.stdout.on("data", (part: Uint8Array) => out.push(part));
    child.stderr.on("data", (part: Uint8Array) => err.push(part));
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => {
      clearTimeout(timer);
      reject(new CodedError(anchorErrors.ANCHOR_GIT_MISSING, { detail: cause.message, cause }));
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      const detail = `git ${args[0] ?? ""} took longer than ${git.timeoutMs} ms`;
      if (isLate) reject(new CodedError(anchorErrors.ANCHOR_UNREACHABLE, { detail }));
      else
        resolve({
          code: code ?? 1,
          out: concat(...out),
          err:
            fromUtf8(concat(...err))
              ?.trim()
              .slice(0, 500) ?? "",
        });
    });
    child.stdin.end(input);
  });
}

/** The same, where failing is a failure. Throws `ANCHOR_GIT_FAILED` too. */
export async function mustGit(git: Git, args: readonly string[], input?: Uint8Array): Promise<Uint8Array> {
  const { code, out, err } = await runGit(git, args, input);
  if (code === 0) return out;
  throw new CodedError(anchorErrors.ANCHOR_GIT_FAILED, { detail: `git ${args[0] ?? ""}: ${err}` });
}

function cleaned(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const isForeign = name.startsWith("GIT_") && name !== "GIT_SSH" && name !== "GIT_SSH_COMMAND";
    if (value !== undefined && !isForeign) kept[name] = value;
  }
  const who = { GIT_AUTHOR_NAME: "rootward", GIT_AUTHOR_EMAIL: "rootward@localhost" };
  const committer = { GIT_COMMITTER_NAME: "rootward", GIT_COMMITTER_EMAIL: "rootward@localhost" };
  return { ...kept, ...who, ...committer, GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "true", LC_ALL: "C" };
}
