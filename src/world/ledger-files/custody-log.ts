import type { OpenedCheckpoint, VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";

/** Entries that are durable: journal, tiles and signed checkpoint are synced to the disk. */
export interface Appended {
  /** Index of the first of them. */
  readonly first: number;
  readonly checkpoint: OpenedCheckpoint;
  /** The signed note, as stored. */
  readonly note: Uint8Array;
}

/** One append-only log in a directory, of which this process is the only writer. */
export interface CustodyLog {
  readonly origin: string;
  readonly verifier: VerifierKey;
  /** Size and root of all entries. */
  readonly head: TreeHead;
  /** The newest checkpoint; `null` before the first entry. */
  readonly latest: { readonly checkpoint: OpenedCheckpoint; readonly note: Uint8Array } | null;
  /**
   * Appends entries in one go and syncs journal, tiles, then checkpoint. When it throws, nothing of them counts and the log
   * takes no more entries until it is opened again. Throws `LEDGER_*` coded errors (disk full, broken).
   */
  append(entries: readonly Uint8Array[]): Appended;
  /** At most `max` entries from index `from` on. */
  entries(from: number, max: number): readonly Uint8Array[];
  /** Compares with a checkpoint of this log from elsewhere, e.g. inside a document: behind or forked means quarantine. */
  compare(seen: VerifiedCheckpoint): "consistent" | ErrorRow;
  /** Hashes that prove that the tree of `size` is a part of this one. */
  consistencyProof(fromSize: number, toSize: number): readonly Uint8Array[];
  /** How often the disk was told to sync since it was opened. */
  readonly syncs: number;
  close(): void;
}
