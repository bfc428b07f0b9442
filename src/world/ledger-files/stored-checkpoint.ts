import type { OpenedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";

/** A checkpoint with its note as stored. */
export interface StoredCheckpoint {
  readonly checkpoint: OpenedCheckpoint;
  readonly note: Uint8Array;
}
