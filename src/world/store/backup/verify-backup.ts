import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { BackupHead } from "../../../domain/custody/backups/backup-head.ts";
import { backupErrors } from "../../../domain/custody/backups/errors.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { backupFailure } from "./backup-failure.ts";
import { type CheckedLog, checkLog } from "./check-log.ts";
import { checkStore } from "./check-store.ts";
import { hashOf, portionsOf, writeNew } from "./file-bytes.ts";
import { openBackup } from "./open-backup.ts";

/** A backup that was read whole. */
export interface VerifiedBackup {
  readonly head: BackupHead;
  readonly log: CheckedLog;
}

/**
 * Reads a backup whole: every byte by its hash, the store by SQLite, each log entry up to the checkpoint, and its signature
 * where the log's key is given. Throws `CUSTODY_BACKUP_*` and `BACKUP_*`.
 */
export function verifyBackup(file: string, verifier: VerifierKey | null): VerifiedBackup {
  const { head, store, journal } = openBackup(file);
  const room = mkdtempSync(join(tmpdir(), "rootward-backup-"));
  try {
    for (const [name, stretch] of [["store", store] as const, ["journal", journal] as const]) {
      const { bytes, sha256 } = hashOf(stretch);
      if (bytes === head[name].bytes && sha256 === head[name].sha256) continue;
      throw new CodedError(backupErrors.CUSTODY_BACKUP_CHANGED, { detail: `${file}: its ${name}` });
    }
    const copy = join(room, "store.db");
    writeNew(copy, portionsOf(store));
    checkStore(copy, head.vault);
    return { head, log: checkLog(head, journal, verifier) };
  } catch (thrown) {
    throw backupFailure(thrown, file);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
