import { existsSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { cliErrors } from "../../errors.ts";
import { usageError } from "../../usage-error.ts";

/** Throws `CLI_USAGE` when something stands there: said before any work is done. */
export function refuseOldFile(cwd: string, file: string): void {
  if (existsSync(resolve(cwd, file))) throw usageError(`${file} is there already; --force writes over it`);
}

/** Writes a file for its owner alone (0600). Throws `CLI_OUTPUT_UNWRITABLE`, also for a file that is there, unless forced. */
export function writeNewFile(cwd: string, file: string, bytes: Uint8Array, isForced: boolean): void {
  const path = resolve(cwd, file);
  try {
    // Not written into: what is there may be readable to others, or be a link.
    if (isForced) rmSync(path, { force: true });
    writeFileSync(path, bytes, { mode: 0o600, flag: "wx", flush: true });
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${file}${reason}`, cause });
  }
}
