import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import type { CheckpointSigner } from "../../domain/ledger/checkpoint/checkpoint-signer.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import type { Appended, CustodyLog } from "./custody-log.ts";
import type { LogFiles } from "./log-files.ts";
import { compareWith, headOf, publicFileOf } from "./log-questions.ts";
import type { StoredCheckpoint } from "./stored-checkpoint.ts";

interface Parts {
  readonly files: LogFiles;
  readonly signer: CheckpointSigner;
  readonly latest: StoredCheckpoint | null;
  readonly syncs: () => number;
}

/** A log that was opened for writing; only `openLog` makes one. */
export class WrittenLog implements CustodyLog {
  readonly #files: LogFiles;
  readonly #signer: CheckpointSigner;
  readonly #syncs: () => number;
  #latest: StoredCheckpoint | null;

  constructor({ files, signer, latest, syncs }: Parts) {
    this.#files = files;
    this.#signer = signer;
    this.#latest = latest;
    this.#syncs = syncs;
  }

  get origin(): string {
    return this.#signer.verifier.name;
  }

  get verifier(): VerifierKey {
    return this.#signer.verifier;
  }

  get head(): TreeHead {
    return headOf(this.#files);
  }

  get latest(): StoredCheckpoint | null {
    return this.#latest;
  }

  get syncs(): number {
    return this.#syncs();
  }

  append(entries: readonly Uint8Array[]): Appended {
    if (entries.length === 0) throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: "no entry to append" });
    const first = this.#files.frontier.size;
    const latest = this.#files.take(entries, ({ head }, read) => {
      const outcome = this.#signer.signNext(head, read);
      if (outcome.status === "refused") throw new CodedError(outcome.row, { detail: outcome.detail });
      return { checkpoint: outcome.opened, note: outcome.note };
    });
    this.#latest = latest;
    return { first, ...latest };
  }

  entries(from: number, max: number): readonly Uint8Array[] {
    return this.#files.entries(from, max);
  }

  compare(seen: VerifiedCheckpoint): "consistent" | ErrorRow {
    return compareWith(this.#files, this.origin, seen);
  }

  consistencyProof(fromSize: number, toSize: number): readonly Uint8Array[] {
    return this.#files.consistencyProof(fromSize, toSize);
  }

  keepCosigned(note: Uint8Array): void {
    const opened = this.#open(note);
    const latest = this.#latest?.checkpoint.checkpoint;
    const { size, root } = opened.checkpoint;
    if (latest === undefined || latest.size !== size || !equalBytes(latest.root, root)) {
      throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: `size ${size} is not the newest checkpoint` });
    }
    this.#files.replaceNote(note);
    this.#latest = { checkpoint: opened, note };
  }

  publicFile(path: string): Uint8Array | null {
    return publicFileOf(this.#files, path);
  }

  close(): void {
    this.#files.close();
  }

  #open(note: Uint8Array): StoredCheckpoint["checkpoint"] {
    const opened = openCheckpoint(note, [this.verifier]);
    if (opened.status === "refused") throw new CodedError(opened.row, { detail: opened.detail });
    return opened;
  }
}
