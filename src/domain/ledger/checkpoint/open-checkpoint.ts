import type { ErrorRow } from "../../core/error-row.ts";
import { ledgerErrors } from "../errors.ts";
import { openNote, type VerifiedSignature } from "../note/open-note.ts";
import { type NoteSignature, parseSignedNote } from "../note/signed-note.ts";
import type { VerifierKey } from "../note/verifier-key.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";

declare const verified: unique symbol;

/**
 * A checkpoint of which the log's signature was verified.
 * INVARIANT: only `openCheckpoint` makes one. What stops a log (behind, forked) takes no other, or anybody who invents a
 * size could stop it.
 */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly [verified]: true;
}

/** A checkpoint that a known log signed. */
export interface OpenedCheckpoint {
  readonly status: "opened";
  readonly checkpoint: VerifiedCheckpoint;
  /** The log's own signature. */
  readonly signed: VerifiedSignature;
  /** Valid cosignatures of known witnesses, one each. */
  readonly cosigned: readonly VerifiedSignature[];
  /** Lines by unknown keys; they prove nothing. */
  readonly unknown: readonly NoteSignature[];
}

/** A checkpoint that must not be used: `LEDGER_UNSIGNED`, `LEDGER_SIGNATURE_BAD` or `LEDGER_UNWITNESSED`. */
export interface RefusedCheckpoint {
  readonly status: "refused";
  readonly row: ErrorRow;
  readonly detail: string;
}

/**
 * Reads a checkpoint and verifies its signatures. A log's key counts only for the log it is named after, a cosignature
 * key only as a witness. Throws `LEDGER_NOTE_FOREIGN` and `LEDGER_CHECKPOINT_FOREIGN`.
 */
export function openCheckpoint(bytes: Uint8Array, keys: readonly VerifierKey[]): OpenedCheckpoint | RefusedCheckpoint {
  const note = parseSignedNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  const opened = openNote(note, keys);
  if (opened.status === "bad-signature") {
    return {
      status: "refused",
      row: ledgerErrors.LEDGER_SIGNATURE_BAD,
      detail: `${opened.key.name}, size ${checkpoint.size}`,
    };
  }
  // SECURITY: by its name, or the gate's key could sign the broker's checkpoints.
  const signed = opened.verified.find(({ key }) => key.kind === "log" && key.name === checkpoint.origin);
  if (signed === undefined) {
    return {
      status: "refused",
      row: ledgerErrors.LEDGER_UNSIGNED,
      detail: `${checkpoint.origin}, size ${checkpoint.size}`,
    };
  }
  const cosigned = opened.verified.filter(({ key }) => key.kind === "cosignature");
  return { status: "opened", checkpoint: checkpoint as VerifiedCheckpoint, signed, cosigned, unknown: opened.unknown };
}
