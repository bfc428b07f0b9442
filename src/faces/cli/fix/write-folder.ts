import { chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { guardErrors } from "../../../domain/guards/errors.ts";
import { cliErrors } from "../errors.ts";
import { writePrivateFile } from "../output/write-targets.ts";

/** Throws GUARD_OUT_EXISTS unless the folder is new or empty. */
export function refuseFullFolder(folder: string, shown: string): void {
  let isFull = false;
  try {
    isFull = existsSync(folder) && readdirSync(folder).length > 0;
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: shown, cause });
  }
  if (isFull) throw new CodedError(guardErrors.GUARD_OUT_EXISTS, { detail: shown });
}

/**
 * Writes files into a new or empty folder, the folder 0700 and each file 0600: together they are a map for an attacker.
 * `isForced` writes into any folder, over files of the same name. Throws GUARD_OUT_EXISTS, CLI_OUTPUT_UNWRITABLE.
 */
export function writeFolder(folder: string, shown: string, files: ReadonlyMap<string, string>, isForced = false): void {
  if (!isForced) refuseFullFolder(folder, shown);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: shown, cause });
  }
  for (const [name, text] of files) writePrivateFile(join(folder, name), `${shown}/${name}`, (write) => write(text));
}
