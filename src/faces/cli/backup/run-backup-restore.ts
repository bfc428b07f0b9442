import { resolve } from "node:path";
import { restoreBackup } from "../../../world/store/backup/restore-backup.ts";
import type { Invocation } from "../command.ts";
import { printBackup } from "./backup-text.ts";
import { neededVaultPlace } from "./vault-place-of.ts";

/** Puts a backup into the empty place that a configuration names. */
export function runBackupRestore(invocation: Invocation): Promise<number> {
  const { io, args } = invocation;
  const place = neededVaultPlace(invocation, "backup restore");
  const verified = restoreBackup(resolve(io.cwd, args[0] ?? ""), place);
  const next =
    place.vault === "P"
      ? "Next: start the gate. It compares its log with the broker's and the witnesses', and stops where entries are missing.\n"
      : "Next: start the broker. It is quarantined and releases nothing until a quorum signs a resync that names this host.\n";
  printBackup(invocation, verified, `restored into ${place.data}\n${next}`);
  return Promise.resolve(0);
}
