// A log's signature under two histories is what nobody can take back: every proof made from either would verify. So the
// key lives in here, and the only way to a signature leads past a verified consistency proof from the last one.
import { CodedError } from "../../core/coded-error.ts";
import type { ErrorRow } from "../../core/error-row.ts";
import { ledgerErrors } from "../errors.ts";
import type { SubtreeReader } from "../merkle/proof-plan.ts";
import { rootOf } from "../merkle/proof-plan.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";
import { printSignedNote } from "../note/signed-note.ts";
import { type SigningKey, signNoteText, verifierKeyOf } from "../note/signing-key.ts";
import type { VerifierKey } from "../note/verifier-key.ts";
import { type Checkpoint, printCheckpoint } from "./checkpoint.ts";
import { consistentWith } from "./consistent-with.ts";
import { type OpenedCheckpoint, openCheckpoint, type VerifiedCheckpoint } from "./open-checkpoint.ts";

/** What came of asking for a signature. */
export type SigningOutcome =
  | {
      readonly status: "signed";
      readonly checkpoint: VerifiedCheckpoint;
      /** The same with its signature, as anybody opens the note. */
      readonly opened: OpenedCheckpoint;
      readonly note: Uint8Array;
    }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/** Signs a log's checkpoints, and refuses each that is inconsistent with one it signed or was told of. */
export class CheckpointSigner {
  readonly #key: SigningKey;
  #latest: VerifiedCheckpoint | null;
  readonly #verifier: VerifierKey;

  /**
   * Takes the log's key (its name is the origin) and the last checkpoint note it signed, as stored; `null` only for a log
   * that never signed. Throws as `openCheckpoint` does, and the row that it refuses with.
   */
  constructor(key: SigningKey, stored: Uint8Array | null) {
    this.#key = key;
    this.#verifier = verifierKeyOf("log", key);
    this.#latest = stored === null ? null : ownCheckpoint(stored, this.#verifier).checkpoint;
  }

  /** The key that verifies what this signs. */
  get verifier(): VerifierKey {
    return this.#verifier;
  }

  /** The last checkpoint it signed. */
  get latest(): VerifiedCheckpoint | null {
    return this.#latest;
  }

  /**
   * Signs the tree of this size and root. `read` gives its full subtrees, `earlier` holds other checkpoints of this log
   * (from the witness, the peer, clients). Refuses with `LEDGER_BEHIND`, `LEDGER_FORKED`,
   * `LEDGER_OTHER_ORIGIN`; then nothing was signed and the last checkpoint stays.
   */
  signNext(next: TreeHead, read: SubtreeReader, earlier: readonly VerifiedCheckpoint[] = []): SigningOutcome {
    const origin = this.#key.name;
    const foreign = earlier.find((each) => each.origin !== origin);
    if (foreign !== undefined) return refused(ledgerErrors.LEDGER_OTHER_ORIGIN, `${foreign.origin}, not ${origin}`);
    // Even a first checkpoint is compared, with the tree's own root: a wrong root would be a fork at the second one.
    const own: Checkpoint = { origin, size: next.size, root: rootOf(next.size, read) };
    const known: readonly Checkpoint[] = this.#latest === null ? earlier : [this.#latest, ...earlier];
    const consistency = consistentWith(next, read, [own, ...known]);
    if (consistency.status !== "consistent") {
      return refused(
        consistency.row,
        `${origin} at size ${next.size}, against a checkpoint of size ${consistency.checkpoint.size}`,
      );
    }
    const text = printCheckpoint({ origin, size: next.size, root: next.root });
    const note = printSignedNote({ text, signatures: [signNoteText(this.#key, text)] });
    // SECURITY: opened again, so that a signature that went wrong in memory never leaves; it can tell about the key.
    const opened = ownCheckpoint(note, this.#verifier);
    const { checkpoint } = opened;
    // INVARIANT: the latest is set before the note is handed out, so that no later call can go back behind it.
    this.#latest = checkpoint;
    return { status: "signed", checkpoint, opened, note };
  }
}

function ownCheckpoint(stored: Uint8Array, verifier: VerifierKey): OpenedCheckpoint {
  const opened = openCheckpoint(stored, [verifier]);
  if (opened.status === "refused") throw new CodedError(opened.row, { detail: opened.detail });
  return opened;
}

function refused(row: ErrorRow, detail: string): SigningOutcome {
  return { status: "refused", row, detail };
}
