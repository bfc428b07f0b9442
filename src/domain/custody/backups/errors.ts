import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with a vault's backup. */
export const backupErrors = errorRows({
  CUSTODY_BACKUP_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a backup of a vault, or its beginning is damaged",
    hint: "Check which file it is; take another copy of the backup if there is one.",
  },
  CUSTODY_BACKUP_CHANGED: {
    http: 422,
    exit: 1,
    title: "The backup is not what was written",
    hint: "It was cut, changed or damaged. Do not restore it: take another copy or an older backup, and make a new one now.",
  },
  CUSTODY_BACKUP_LOG_UNFIT: {
    http: 422,
    exit: 1,
    title: "The log in the backup does not fit its checkpoint",
    hint: "Do not restore it: take another copy or an older backup, and keep this one as evidence.",
  },
  CUSTODY_BACKUP_WRONG_VAULT: {
    http: 403,
    exit: 2,
    title: "The backup is of the other vault",
    hint: "Nothing was written. Passwords go to the gate, seeds to the broker, and neither backup ever lies where the other process can read it.",
  },
  CUSTODY_BACKUP_OTHER_DEPLOYMENT: {
    http: 403,
    exit: 2,
    title: "The backup is of another deployment",
    hint: "Nothing was written. Name the configuration of the deployment that the backup is of.",
  },
});
