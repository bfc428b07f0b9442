import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import type { StoredCheckpoint } from "./stored-checkpoint.ts";

/** What came of handing entries to a copy. */
export type Taken =
  /** They are durable; `first` is the index of the first of them. */
  | { readonly status: "taken"; readonly first: number; readonly checkpoint: VerifiedCheckpoint }
  /**
   * Nothing was written. `LEDGER_FORKED`: entries and signed head exclude each other; `LEDGER_BEHIND`: the signed head is
   * smaller than the copy, or entries are missing up to it; `LEDGER_OUT_OF_RANGE`: more entries than the head has;
   * `LEDGER_UNSIGNED`, `LEDGER_SIGNATURE_BAD`, `LEDGER_OTHER_ORIGIN`, `LEDGER_*_FOREIGN`: the note.
   */
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/** Somebody else's log, kept entry by entry, in the same files; it signs nothing. */
export interface CopiedLog {
  readonly origin: string;
  readonly verifier: VerifierKey;
  readonly head: TreeHead;
  readonly latest: StoredCheckpoint | null;
  /**
   * Takes the entries that follow the copy's own, which must lead to exactly the note's head. The same head once more, with
   * no entries, replaces the note (a cosigned one, say). Throws `LEDGER_FILES_*`; then nothing more is taken until it is
   * opened again.
   */
  take(entries: readonly Uint8Array[], note: Uint8Array): Taken;
  /** As of `CustodyLog`. */
  entries(from: number, max: number): readonly Uint8Array[];
  compare(seen: VerifiedCheckpoint): "consistent" | ErrorRow;
  consistencyProof(fromSize: number, toSize: number): readonly Uint8Array[];
  publicFile(path: string): Uint8Array | null;
  readonly syncs: number;
  close(): void;
}
