import type { Vault } from "../envelope/place.ts";
import { type Refused, refused } from "../refused.ts";
import type { BackupHead } from "./backup-head.ts";
import { backupErrors } from "./errors.ts";

/** Where somebody wants to restore to, by its configuration. */
export interface RestorePlace {
  readonly vault: Vault;
  readonly deployment: string;
  /** Of its log, without an epoch. */
  readonly origin: string;
}

/** Whether a backup belongs there; `null` when it does. The vault is judged first: that mix-up is the dangerous one. */
export function judgeRestore(head: BackupHead, place: RestorePlace): Refused | null {
  if (head.vault !== place.vault) {
    const detail = `a backup of vault ${head.vault}, the configuration is of vault ${place.vault}`;
    return refused(backupErrors.CUSTODY_BACKUP_WRONG_VAULT, detail);
  }
  if (head.deployment !== place.deployment) {
    const detail = `of ${head.deployment}, the configuration is of ${place.deployment}`;
    return refused(backupErrors.CUSTODY_BACKUP_OTHER_DEPLOYMENT, detail);
  }
  // A log that began anew after a loss has its number behind its name.
  const epoch = head.origin.startsWith(place.origin) ? head.origin.slice(place.origin.length) : null;
  if (epoch !== null && /^(?:\.[1-9][0-9]{0,5})?$/.test(epoch)) return null;
  const detail = `its log is ${head.origin}, the configuration's ${place.origin}`;
  return refused(backupErrors.CUSTODY_BACKUP_OTHER_DEPLOYMENT, detail);
}
