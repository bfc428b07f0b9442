import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { noteOf } from "../../../domain/custody/backups/backup-head.ts";
import { judgeRestore } from "../../../domain/custody/backups/judge-restore.ts";
import { backupFailure } from "./backup-failure.ts";
import { backupFileErrors } from "./errors.ts";
import { portionsOf, syncNames, writeNew } from "./file-bytes.ts";
import { keepAroundNoForeignPath, keepFromOtherVault, keepOutOfForeignPaths } from "./keep-apart.ts";
import { openBackup } from "./open-backup.ts";
import { storeNames, type VaultPlace } from "./vault-place.ts";
import { type VerifiedBackup, verifyBackup } from "./verify-backup.ts";

/**
 * Puts a backup into the empty place that a configuration names, after it was read whole. The store comes last: before it
 * nothing starts. A seed vault's store counts as copied wherever it is restored, so its broker is quarantined until a
 * quorum's resync. Throws `CUSTODY_BACKUP_*`, `BACKUP_*`; then nothing is left behind.
 */
export function restoreBackup(file: string, place: VaultPlace): VerifiedBackup {
  const opened = openBackup(file);
  const wrong = judgeRestore(opened.head, place);
  if (wrong !== null) throw new CodedError(wrong.row, { detail: wrong.detail });
  keepOutOfForeignPaths(place.data, place);
  keepAroundNoForeignPath(place);
  keepFromOtherVault(place.data, place.vault);
  const [store, ledger] = [join(place.data, storeNames[place.vault]), join(place.data, "ledger")];
  for (const each of [store, `${store}-wal`, ledger]) {
    if (existsSync(each)) throw new CodedError(backupFileErrors.BACKUP_TARGET_EXISTS, { detail: each });
  }
  const verified = verifyBackup(file, place.verifier);
  const isNew = !existsSync(place.data);
  try {
    mkdirSync(place.data, { recursive: true, mode: 0o700 });
    if (isNew) giveToOwner(dirname(place.data), [place.data]);
    mkdirSync(ledger, { mode: 0o700 });
    const note = noteOf(opened.head);
    if (opened.journal.bytes > 0) writeNew(join(ledger, "journal"), portionsOf(opened.journal));
    if (note !== null) writeNew(join(ledger, "checkpoint"), [note]);
    syncNames(ledger);
    const begun = `${store}.new`;
    writeNew(begun, portionsOf(opened.store));
    giveToOwner(place.data, [ledger, join(ledger, "journal"), join(ledger, "checkpoint"), begun]);
    renameSync(begun, store);
    syncNames(place.data);
    syncNames(dirname(place.data));
    return verified;
  } catch (thrown) {
    for (const each of [store, `${store}.new`, ledger]) rmSync(each, { recursive: true, force: true });
    if (isNew) rmSync(place.data, { recursive: true, force: true });
    throw backupFailure(thrown, place.data);
  }
}

/** What root restores belongs to whom the directory around it belongs to. */
function giveToOwner(directory: string, paths: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(directory);
  for (const path of paths) if (existsSync(path)) chownSync(path, uid, gid);
}
