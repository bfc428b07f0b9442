import { resolve } from "node:path";
import { copyStoppedStore } from "../../../world/store/backup/copy-stopped-store.ts";
import { createBackup } from "../../../world/store/backup/create-backup.ts";
import { verifyBackup } from "../../../world/store/backup/verify-backup.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { printBackup } from "./backup-text.ts";
import { neededVaultPlace } from "./vault-place-of.ts";

/** Writes the backup of a stopped process's vault and reads it back. */
export async function runBackupCreate(invocation: Invocation): Promise<number> {
  const { io, options } = invocation;
  const place = neededVaultPlace(invocation, "backup create");
  const shown = options["out"];
  if (typeof shown !== "string") throw usageError("backup create needs --out FILE");
  const target = resolve(io.cwd, shown);
  await createBackup({ place, target, nowMs: io.now(), copyStore: copyStoppedStore(place) });
  const verified = verifyBackup(target, place.verifier);
  const other = place.vault === "P" ? "seeds" : "passwords";
  printBackup(
    invocation,
    verified,
    `wrote ${shown}\nNext: start the process again. Keep the file apart from the backup of the ${other}, and read it again where it lies:\n  rootward backup verify ${shown}\n`,
  );
  return 0;
}
