import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { type BackupHead, backupHeadBytes } from "../../../domain/custody/backups/backup-head.ts";
import { parseCheckpoint } from "../../../domain/ledger/checkpoint/checkpoint.ts";
import { parseSignedNote } from "../../../domain/ledger/note/signed-note.ts";
import { backupFailure } from "./backup-failure.ts";
import { backupFileErrors } from "./errors.ts";
import { hashOf, portionsOf, syncNames, writeNew } from "./file-bytes.ts";
import { keepFromOtherVault, keepOutOfForeignPaths } from "./keep-apart.ts";
import type { VaultPlace } from "./vault-place.ts";

/** What to back up, and where to. */
export interface BackupOrder {
  readonly place: VaultPlace;
  /** Must not exist; its directory must. */
  readonly target: string;
  readonly nowMs: number;
  /** Copies the store into a new file: `backupTo` of the open store, whoever holds it. */
  readonly copyStore: (path: string) => Promise<void>;
}

/**
 * Writes a vault's backup: whole and synced under its name, or nothing. May be called by the process itself while it runs:
 * the journal only grows, and what the checkpoint covers was in it before. Throws `BACKUP_*`, and what `copyStore` throws.
 */
export async function createBackup({ place, target, nowMs, copyStore }: BackupOrder): Promise<BackupHead> {
  const directory = dirname(target);
  keepOutOfForeignPaths(directory, place);
  keepFromOtherVault(directory, place.vault);
  if (existsSync(target)) throw new CodedError(backupFileErrors.BACKUP_TARGET_EXISTS, { detail: target });
  const mark = toHex(randomBytes(6));
  const [copy, whole] = [`${target}.${mark}-store`, `${target}.${mark}-new`];
  try {
    // In this order, so that a log that grows meanwhile covers its checkpoint.
    const note = readNote(join(place.data, "ledger", "checkpoint"));
    const journal = { file: join(place.data, "ledger", "journal"), from: 0, bytes: 0 };
    journal.bytes = existsSync(journal.file) ? statSync(journal.file).size : 0;
    await copyStore(copy);
    const store = { file: copy, from: 0, bytes: statSync(copy).size };
    const head: BackupHead = {
      v: 1,
      vault: place.vault,
      deployment: place.deployment,
      createdMs: nowMs,
      origin: note === null ? place.origin : originOf(note),
      checkpoint: note === null ? "" : toBase64url(note),
      store: hashOf(store),
      journal: journal.bytes === 0 ? hashOf({ ...store, bytes: 0 }) : hashOf(journal),
    };
    writeNew(whole, piecesOf(head, [store, ...(journal.bytes === 0 ? [] : [journal])]));
    renameSync(whole, target);
    syncNames(directory);
    return head;
  } catch (thrown) {
    throw backupFailure(thrown, target);
  } finally {
    for (const each of [copy, whole]) rmSync(each, { force: true });
  }
}

function* piecesOf(head: BackupHead, stretches: readonly Parameters<typeof portionsOf>[0][]): Generator<Uint8Array> {
  yield backupHeadBytes(head);
  for (const stretch of stretches) yield* portionsOf(stretch);
}

function readNote(file: string): Uint8Array | null {
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : null;
}

/** The log's name as its own checkpoint says it; a later epoch has another than the configuration. */
function originOf(note: Uint8Array): string {
  return parseCheckpoint(parseSignedNote(note).text).origin;
}
