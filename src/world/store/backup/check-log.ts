import { CodedError } from "../../../domain/core/coded-error.ts";
import { concat, equalBytes } from "../../../domain/crypto/bytes.ts";
import { type BackupHead, noteOf } from "../../../domain/custody/backups/backup-head.ts";
import { backupErrors } from "../../../domain/custody/backups/errors.ts";
import { type Checkpoint, parseCheckpoint } from "../../../domain/ledger/checkpoint/checkpoint.ts";
import { openCheckpoint } from "../../../domain/ledger/checkpoint/open-checkpoint.ts";
import { readJournal } from "../../../domain/ledger/journal/journal-record.ts";
import { appendLeaf, emptyFrontier, frontierRoot } from "../../../domain/ledger/merkle/frontier.ts";
import { parseSignedNote } from "../../../domain/ledger/note/signed-note.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { portionsOf, type Stretch } from "./file-bytes.ts";

/** What was found about the log in a backup. */
export interface CheckedLog {
  /** Entries that the checkpoint covers. */
  readonly size: number;
  /** Whether the log's key was at hand and fits the checkpoint. */
  readonly isSignatureChecked: boolean;
}

/**
 * Hashes every entry and holds it against the checkpoint in the head. Entries behind the checkpoint are what a start mends.
 * Throws `CUSTODY_BACKUP_LOG_UNFIT`, and `CUSTODY_BACKUP_CHANGED` for a checkpoint that is none.
 */
export function checkLog(head: BackupHead, journal: Stretch, verifier: VerifierKey | null): CheckedLog {
  const note = noteOf(head);
  const signed = note === null ? null : checkpointOf(note, verifier);
  if (signed !== null && signed.origin !== head.origin) throw unfit(`its checkpoint is of ${signed.origin}`);
  const size = signed?.size ?? 0;
  let frontier = emptyFrontier;
  let pending = new Uint8Array(0);
  for (const portion of portionsOf(journal)) {
    const bytes = concat(pending, portion);
    const { entries, tornBytes } = readJournal(bytes);
    for (const { leaf } of entries) if (frontier.size < size) ({ frontier } = appendLeaf(frontier, leaf));
    pending = bytes.slice(bytes.length - tornBytes);
    // A record is shorter than a portion: one that is not whole in two is torn, and nothing behind it counts.
    if (entries.length === 0 && pending.length > portion.length) break;
  }
  if (frontier.size < size) throw unfit(`${frontier.size} entries, its checkpoint covers ${size}`);
  if (signed !== null && !equalBytes(frontierRoot(frontier), signed.root)) throw unfit("another root");
  return { size, isSignatureChecked: signed !== null && verifier !== null };
}

function checkpointOf(note: Uint8Array, verifier: VerifierKey | null): Checkpoint {
  try {
    if (verifier === null) return parseCheckpoint(parseSignedNote(note).text);
    const opened = openCheckpoint(note, [verifier]);
    if (opened.status === "opened") return opened.checkpoint;
    throw unfit(`${opened.row.title}: ${opened.detail}`);
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.row !== backupErrors.CUSTODY_BACKUP_LOG_UNFIT) {
      throw unfit(`its checkpoint is none: ${thrown.message}`);
    }
    throw thrown;
  }
}

function unfit(detail: string): CodedError {
  return new CodedError(backupErrors.CUSTODY_BACKUP_LOG_UNFIT, { detail });
}
