import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { judgeRestore } from "../../../domain/custody/backups/judge-restore.ts";
import { verifyBackup } from "../../../world/store/backup/verify-backup.ts";
import type { Invocation } from "../command.ts";
import { printBackup } from "./backup-text.ts";
import { vaultPlaceOf } from "./vault-place-of.ts";

/** Reads a backup whole; with a configuration also whether it is that process's, and signed by its log's key. */
export function runBackupVerify(invocation: Invocation): Promise<number> {
  const { io, args } = invocation;
  const place = vaultPlaceOf(invocation);
  const verified = verifyBackup(resolve(io.cwd, args[0] ?? ""), place?.verifier ?? null);
  const wrong = place === null ? null : judgeRestore(verified.head, place);
  if (wrong !== null) throw new CodedError(wrong.row, { detail: wrong.detail });
  printBackup(invocation, verified, "The backup is whole.\n");
  return Promise.resolve(0);
}
