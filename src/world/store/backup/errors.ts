import { errorRows } from "../../../domain/core/error-row.ts";

/** What can go wrong with the files of a backup. */
export const backupFileErrors = errorRows({
  BACKUP_TARGET_EXISTS: {
    http: 409,
    exit: 2,
    title: "There is something already where this is to be written",
    hint: "Nothing was changed: a backup and a restore never replace anything. Name another place, or set aside what is there.",
  },
  BACKUP_BESIDE_OTHER_VAULT: {
    http: 403,
    exit: 2,
    title: "Both vaults would lie in one place",
    hint: "Who gets both has passwords and codes. Keep the two backups, and the two data directories, in places that no one person and no one process can read together.",
  },
  BACKUP_FULL: {
    http: 507,
    exit: 2,
    title: "There is no room for the backup",
    hint: "Nothing was left behind. Make room, or name another place, then run it again.",
  },
  BACKUP_FAILED: {
    http: 500,
    exit: 2,
    title: "A file of the backup could not be read or written",
    hint: "Check the path and its permissions; run it as the user to whom the vault's data belongs.",
  },
  BACKUP_STORE_DAMAGED: {
    http: 422,
    exit: 1,
    title: "The store in the backup is damaged",
    hint: "Do not restore it: take another copy or an older backup, and make a new one now.",
  },
});
