import { CodedError } from "../../domain/core/coded-error.ts";
import { type AppendPlan, planAppend } from "../../domain/ledger/journal/plan-append.ts";
import type { Frontier } from "../../domain/ledger/merkle/frontier.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { consistencyPlan, proofOf, type SubtreeReader } from "../../domain/ledger/merkle/proof-plan.ts";
import { subtreesOf } from "../../domain/ledger/merkle/subtree.ts";
import type { TreeHash } from "../../domain/ledger/merkle/tree-hash.ts";
import { tileReader } from "../../domain/ledger/tiles/tile-reader.ts";
import { storeCheckpointFile } from "./checkpoint-file.ts";
import { writeFailure } from "./disk-failure.ts";
import { ledgerFilesErrors } from "./errors.ts";
import type { JournalFile } from "./journal-file.ts";
import type { LogDisk } from "./log-disk.ts";
import { readEntries } from "./read-entries.ts";
import type { StoredCheckpoint } from "./stored-checkpoint.ts";
import type { TileFiles } from "./tile-files.ts";

/** What a log's files stand at when they are taken over from `openLog` or `openCopy`. */
export interface LogFilesState {
  readonly disk: LogDisk;
  readonly directory: string;
  readonly journal: JournalFile;
  readonly tiles: TileFiles;
  readonly frontier: Frontier;
  readonly journalBytes: number;
}

/** The files of an open log or of a copy of one: what both do in the same order. */
export class LogFiles {
  readonly #state: LogFilesState;
  #frontier: Frontier;
  #journalBytes: number;
  #isStopped = false;

  constructor(state: LogFilesState) {
    this.#state = state;
    this.#frontier = state.frontier;
    this.#journalBytes = state.journalBytes;
  }

  /** The tree of all entries that were taken. */
  get frontier(): Frontier {
    return this.#frontier;
  }

  /** Full subtrees of it. */
  get read(): SubtreeReader {
    return tileReader(this.#frontier.size, this.#state.tiles.read);
  }

  /**
   * Writes entries: journal, tiles, then the note that `sign` gives, each synced before the next. When anything throws,
   * nothing of it counts and nothing more is taken. Throws `LEDGER_FILES_*`, and what `sign` throws.
   */
  take(
    entries: readonly Uint8Array[],
    sign: (plan: AppendPlan, read: SubtreeReader) => StoredCheckpoint,
  ): StoredCheckpoint {
    this.#refuseStopped();
    const { disk, directory, journal, tiles } = this.#state;
    const plan = planAppend(this.#frontier, entries);
    // INVARIANT: stays set on every way out but the last, so that nothing is written behind a write that failed.
    this.#isStopped = true;
    try {
      if (entries.length > 0) {
        journal.append(this.#journalBytes, plan.journal);
        tiles.write(plan.tiles);
      }
      const signed = sign(plan, this.#readerAfter(plan));
      storeCheckpointFile(disk, directory, signed.note);
      this.#take(plan);
      return signed;
    } catch (thrown) {
      throw writeFailure(thrown, directory);
    }
  }

  /** Replaces the stored note by the same checkpoint with more signatures. Throws `LEDGER_FILES_*`. */
  replaceNote(note: Uint8Array): void {
    this.#refuseStopped();
    this.#isStopped = true;
    try {
      storeCheckpointFile(this.#state.disk, this.#state.directory, note);
    } catch (thrown) {
      throw writeFailure(thrown, this.#state.directory);
    }
    this.#isStopped = false;
  }

  /** At most `max` entries from an index on, each checked against its tile. Throws `LEDGER_ENTRY_CHANGED`, `LEDGER_TILE_*`. */
  entries(from: number, max: number): readonly Uint8Array[] {
    return readEntries(this.#state.tiles, this.#frontier.size, from, max);
  }

  /** Throws `LEDGER_OUT_OF_RANGE`, `LEDGER_TILE_*`. */
  consistencyProof(from: number, to: number): readonly TreeHash[] {
    const { size } = this.#frontier;
    if (to > size)
      throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: `size ${to}, the log has ${size}` });
    return proofOf(consistencyPlan(from, to), this.read);
  }

  /** A file by its public path; `null` when there is none. */
  file(path: string): Uint8Array | null {
    return this.#state.tiles.file(path);
  }

  close(): void {
    this.#isStopped = true;
    this.#state.journal.close();
  }

  #take(plan: AppendPlan): void {
    this.#journalBytes += plan.journal.length;
    this.#frontier = plan.frontier;
    this.#isStopped = false;
    try {
      this.#state.tiles.dropPartials(plan.tiles);
    } catch {
      // What is left over is no fault: a reader finds the full tile.
    }
  }

  #refuseStopped(): void {
    if (this.#isStopped) throw new CodedError(ledgerFilesErrors.LEDGER_FILES_STOPPED);
  }

  /** The subtrees at the edge come from memory, so that signing what was appended reads no file. */
  #readerAfter(plan: AppendPlan): SubtreeReader {
    const known = new Map<string, TreeHash>();
    for (const [at, { level, index }] of subtreesOf(0, this.#frontier.size).entries()) {
      const peak = this.#frontier.peaks[at];
      if (peak !== undefined) known.set(`${level} ${index}`, peak);
    }
    for (const { level, index, hash } of plan.made) known.set(`${level} ${index}`, hash);
    const fromTiles = tileReader(plan.frontier.size, this.#state.tiles.read);
    return (subtree) => known.get(`${subtree.level} ${subtree.index}`) ?? fromTiles(subtree);
  }
}
