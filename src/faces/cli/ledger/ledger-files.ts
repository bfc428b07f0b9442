import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";

/** A file's bytes. Throws `CLI_INPUT_UNREADABLE`. */
export function readInputFile(cwd: string, file: string): Uint8Array {
  try {
    return Uint8Array.from(readFileSync(resolve(cwd, file)));
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${file}${codeOf(cause)}`, cause });
  }
}

/** Writes a file for its owner alone (0600), whole or not at all. Throws `CLI_OUTPUT_UNWRITABLE`. */
export function writeOutputFile(cwd: string, file: string, bytes: Uint8Array): void {
  const path = resolve(cwd, file);
  const draft = `${path}.part`;
  try {
    const handle = openSync(draft, "w", 0o600);
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${file}${codeOf(cause)}`, cause });
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
