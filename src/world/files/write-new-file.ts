import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { filesErrors } from "./errors.ts";

/**
 * Writes a file that was not there, for its owner alone, and returns when it is on disk. Throws `FILES_ALREADY_THERE`, and
 * `FILES_NOT_WRITTEN` after it has taken away what it had begun.
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw isThere ? new CodedError(filesErrors.FILES_ALREADY_THERE, { detail: path }) : failed(path, cause);
  });
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    const directory = await open(dirname(path), "r");
    await directory.sync().finally(() => directory.close());
  } catch (cause) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true }).catch(() => undefined);
    throw failed(path, cause);
  }
}

function failed(path: string, cause: unknown): CodedError {
  const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new CodedError(filesErrors.FILES_NOT_WRITTEN, { detail: `${path}${why}`, cause });
}
