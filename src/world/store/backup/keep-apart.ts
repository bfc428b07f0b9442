// One thief, one restore or one wrong copy must never bring both vaults together. Where the other vault's files are known or
// can be seen, this refuses to write beside them; where they are not, nobody can tell.
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { backupFileErrors } from "./errors.ts";
import { openBackup } from "./open-backup.ts";
import { storeNames, type VaultPlace } from "./vault-place.ts";

/** Throws `BACKUP_BESIDE_OTHER_VAULT` for a directory that is or lies in a place of the other process. */
export function keepOutOfForeignPaths(directory: string, { foreignPaths }: VaultPlace): void {
  for (const foreign of foreignPaths) {
    if (isWithin(directory, foreign)) throw beside(`${directory} lies in ${foreign}`);
  }
}

/** Throws `BACKUP_BESIDE_OTHER_VAULT` for a data directory around a place of the other process. */
export function keepAroundNoForeignPath({ data, foreignPaths }: VaultPlace): void {
  for (const foreign of foreignPaths) {
    if (isWithin(foreign, data)) throw beside(`${foreign} lies in ${data}`);
  }
}

/** Throws `BACKUP_BESIDE_OTHER_VAULT` where a directory holds the other vault's store or one of its backups. */
export function keepFromOtherVault(directory: string, vault: Vault): void {
  const other = vault === "P" ? "S" : "P";
  if (existsSync(join(directory, storeNames[other]))) throw beside(join(directory, storeNames[other]));
  for (const entry of existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : []) {
    const file = join(directory, entry.name);
    if (entry.isFile() && vaultOf(file) === other) throw beside(`${file} is a backup of vault ${other}`);
  }
}

function vaultOf(file: string): Vault | null {
  try {
    return openBackup(file).head.vault;
  } catch (thrown) {
    // No backup, or none that can be read: nothing that a restore could mix up.
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

function isWithin(path: string, directory: string): boolean {
  const way = relative(real(directory), real(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path without links, as far as it exists. */
function real(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    return dirname(whole) === whole ? whole : join(real(dirname(whole)), basename(whole));
  }
}

function beside(detail: string): CodedError {
  return new CodedError(backupFileErrors.BACKUP_BESIDE_OTHER_VAULT, { detail });
}
