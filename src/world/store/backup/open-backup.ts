import { statSync } from "node:fs";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { concat } from "../../../domain/crypto/bytes.ts";
import { type BackupHead, maxHeadBytes, readBackupHead } from "../../../domain/custody/backups/backup-head.ts";
import { backupErrors } from "../../../domain/custody/backups/errors.ts";
import { backupFailure } from "./backup-failure.ts";
import { portionsOf, type Stretch } from "./file-bytes.ts";

/** A backup by its head; the parts are not read yet. */
export interface OpenedBackup {
  readonly file: string;
  readonly head: BackupHead;
  readonly store: Stretch;
  readonly journal: Stretch;
}

/** Reads what a backup says about itself. Throws `CUSTODY_BACKUP_FOREIGN`, `_CHANGED`, `BACKUP_FAILED`. */
export function openBackup(file: string): OpenedBackup {
  const { read, size } = beginningOf(file);
  if (read.status === "refused") throw new CodedError(read.row, { detail: `${file}: ${read.detail}` });
  const { head, headBytes } = read;
  const store = { file, from: headBytes, bytes: head.store.bytes };
  const journal = { file, from: headBytes + head.store.bytes, bytes: head.journal.bytes };
  if (size !== journal.from + journal.bytes) {
    const detail = `${file}: ${size} bytes instead of ${journal.from + journal.bytes}`;
    throw new CodedError(backupErrors.CUSTODY_BACKUP_CHANGED, { detail });
  }
  return { file, head, store, journal };
}

function beginningOf(file: string): { readonly read: ReturnType<typeof readBackupHead>; readonly size: number } {
  try {
    const parts = [...portionsOf({ file, from: 0, bytes: maxHeadBytes })].map((part) => part.slice());
    return { read: readBackupHead(concat(...parts)), size: statSync(file).size };
  } catch (thrown) {
    throw backupFailure(thrown, file);
  }
}
