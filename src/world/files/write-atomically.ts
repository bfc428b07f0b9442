import { join } from "node:path";
import type { FileSystem } from "./file-system.ts";
import { writeFailure } from "./write-failure.ts";

/** Temporary files begin like this; those of a killed run are removed when it is resumed. */
export const temporaryPrefix = ".tmp-";

let counter = 0;

/**
 * Writes a file of a snapshot so that it is there whole or not at all: a temporary file beside it, flushed, then renamed.
 * `path` is relative to the directory. Throws a coded error, and leaves the old file as it was.
 */
export async function writeAtomically(fs: FileSystem, directory: string, path: string, text: string): Promise<void> {
  counter += 1;
  const temporary = join(directory, `${temporaryPrefix}${process.pid}-${counter}`);
  try {
    await fs.writeFile(temporary, text, { mode: 0o600, flush: true });
    await fs.rename(temporary, join(directory, path));
  } catch (thrown) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(thrown, path);
  }
}
