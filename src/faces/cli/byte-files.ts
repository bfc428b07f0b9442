import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";

/** A file's bytes. Throws `CLI_INPUT_UNREADABLE` with the path as it was given. */
export function readBytes(cwd: string, file: string): Uint8Array {
  try {
    return Uint8Array.from(readFileSync(resolve(cwd, file)));
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${file}${reasonOf(cause)}`, cause });
  }
}

/**
 * Writes a file for its owner alone (0600), whole or not at all; what stood there before is replaced. Devices and pipes
 * (`/dev/stdout`) are written as they are. Throws `CLI_OUTPUT_UNWRITABLE` with the path as it was given.
 */
export function writeBytes(cwd: string, file: string, bytes: Uint8Array): void {
  const path = resolve(cwd, file);
  const isDevice = path.startsWith("/dev/") || path.startsWith("/proc/");
  const draft = isDevice ? path : `${path}.part`;
  try {
    const handle = openSync(draft, isDevice ? "a" : "w", 0o600);
    try {
      writeFileSync(handle, bytes);
      if (!isDevice) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!isDevice) renameSync(draft, path);
  } catch (cause) {
    if (!isDevice) rmSync(draft, { force: true });
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${file}${reasonOf(cause)}`, cause });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
