import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";
import type { Io } from "./io.ts";

/** A file's text, or standard input for `-`. Throws CLI_INPUT_UNREADABLE with the path. */
export async function readText(io: Io, file: string): Promise<string> {
  if (file === "-") return io.readInput();
  try {
    return await readFile(resolve(io.cwd, file), "utf8");
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${file}${reasonOf(cause)}`, cause });
  }
}

/** The same, but null when the file is not there: for files that are read only if present. */
export async function readTextIfThere(io: Io, file: string): Promise<string | null> {
  try {
    return await readFile(resolve(io.cwd, file), "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${file}${reasonOf(cause)}`, cause });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
