import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { OpenedCheckpoint, VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { emptyRoot } from "../../domain/ledger/merkle/tree-hash.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import { type SigningKey, verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
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
  /**
   * Stores the newest checkpoint with witnesses' lines behind the log's own; another checkpoint's note is refused with
   * `LEDGER_OTHER_ORIGIN` or `LEDGER_OUT_OF_RANGE`. Throws as `append` does.
   */
  keepCosigned(note: Uint8Array): void;
  /** A file as the log shows it to the world, `checkpoint` or `tile/…`; `null` for any other name and when there is none. */
  publicFile(path: string): Uint8Array | null;
  /** Hashes that prove that the tree of `size` is a part of this one. */
  consistencyProof(fromSize: number, toSize: number): readonly Uint8Array[];
  /** How often the disk was told to sync since it was opened. */
  readonly syncs: number;
  close(): void;
}

/** Stands where a log on disk is in quarantine: nothing is read of it and nothing written. */
export function shutLog(key: SigningKey): CustodyLog {
  const shut = (): never => {
    throw new CodedError(ledgerErrors.LEDGER_BEHIND);
  };
  return {
    origin: key.name,
    verifier: verifierKeyOf("log", key),
    head: { size: 0, root: emptyRoot() },
    latest: null,
    append: shut,
    entries: () => [],
    compare: () => ledgerErrors.LEDGER_BEHIND,
    keepCosigned: shut,
    publicFile: () => null,
    consistencyProof: shut,
    syncs: 0,
    close: () => undefined,
  };
}
