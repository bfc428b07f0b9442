import { join } from "node:path";
import { readFailure } from "./disk-failure.ts";
import type { LogDisk } from "./log-disk.ts";
import { readWhole, syncDirectory, writeSynced } from "./whole-file.ts";

/** The note in a log's directory; `null` when there is none. Throws `LEDGER_FILES_UNREADABLE`. */
export function readCheckpointFile(disk: LogDisk, directory: string): Uint8Array | null {
  try {
    return readWhole(disk, join(directory, "checkpoint"));
  } catch (thrown) {
    throw readFailure(thrown, "checkpoint");
  }
}

/** Replaces the note whole: a temporary file, synced, renamed, and the name synced. */
export function storeCheckpointFile(disk: LogDisk, directory: string, note: Uint8Array): void {
  const temporary = join(directory, "checkpoint.new");
  writeSynced(disk, temporary, note);
  disk.rename(temporary, join(directory, "checkpoint"));
  syncDirectory(disk, directory);
}
