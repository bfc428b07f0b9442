import { dirname, join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { witnessCheckpointPath } from "../../domain/ledger/witness/witness-answer.ts";
import { readCheckpointFile, storeCheckpointFile } from "./checkpoint-file.ts";
import { writeFailure } from "./disk-failure.ts";
import type { LogDisk } from "./log-disk.ts";
import { nodeDisk } from "./node-disk.ts";
import { syncDirectory } from "./whole-file.ts";

/** The latest checkpoint of each log that a witness cosigned, a file each, read anew whenever it is asked for. */
export class WitnessFiles {
  readonly #directory: string;
  readonly #disk: LogDisk;

  /** Makes the directory (0700) when it is not there; its parent is there. Throws `LEDGER_FILES_*`. */
  constructor(directory: string, disk: LogDisk = nodeDisk) {
    this.#directory = directory;
    this.#disk = disk;
    this.#make(directory);
  }

  /** The note of a log; `null` when there is none. Throws `LEDGER_FILES_UNREADABLE`. */
  note(origin: string): Uint8Array | null {
    return readCheckpointFile(this.#disk, this.#folder(origin));
  }

  /**
   * The head of that note. Throws the row that its signatures fail by: a witness that does not know what it signed must
   * not sign, or it could sign a fork.
   */
  latest(origin: string, keys: readonly VerifierKey[]): TreeHead | null {
    const note = this.note(origin);
    if (note === null) return null;
    const opened = openCheckpoint(note, keys);
    if (opened.status === "opened" && opened.checkpoint.origin === origin) return opened.checkpoint;
    if (opened.status === "refused") throw new CodedError(opened.row, { detail: opened.detail });
    throw new CodedError(ledgerErrors.LEDGER_OTHER_ORIGIN, { detail: `${opened.checkpoint.origin}, not ${origin}` });
  }

  /** Stores a log's note whole and durable. Throws `LEDGER_FILES_*`. */
  store(origin: string, note: Uint8Array): void {
    const folder = this.#folder(origin);
    this.#make(folder);
    try {
      storeCheckpointFile(this.#disk, folder, note);
    } catch (thrown) {
      throw writeFailure(thrown, folder);
    }
  }

  #folder(origin: string): string {
    return join(this.#directory, dirname(witnessCheckpointPath(origin)));
  }

  #make(directory: string): void {
    try {
      if (this.#disk.sizeOf(directory) !== null) return;
      this.#disk.makeDirectory(directory);
      syncDirectory(this.#disk, dirname(directory));
    } catch (thrown) {
      throw writeFailure(thrown, directory);
    }
  }
}
