import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CodedError } from "../../domain/core/coded-error.ts";
import { ledgerFilesErrors } from "./errors.ts";

/**
 * Holds a directory for this process alone until `close`, or the process's end however it ends: the system forgets the
 * lock with the process, so none is ever left behind. Throws `LEDGER_FILES_SHARED`, `LEDGER_FILES_WRITE_FAILED`.
 */
export function lockDirectory(directory: string): { close(): void } {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(join(directory, "lock"));
    database.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    const held = database;
    return {
      close: () => {
        if (held.isOpen) held.close();
      },
    };
  } catch (cause) {
    database?.close();
    const isHeld = cause instanceof Error && "errcode" in cause && cause.errcode === 5;
    const row = isHeld ? ledgerFilesErrors.LEDGER_FILES_SHARED : ledgerFilesErrors.LEDGER_FILES_WRITE_FAILED;
    throw new CodedError(row, { detail: directory, cause });
  }
}
