// A copy is worth what its checkpoint is worth: entries behind the last note that was stored were verified once, but their
// note is lost, so they are cut and taken anew. Fewer entries than the note covers, or others, are quarantined as a log is.
import { dirname } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { recoverLog } from "../../domain/ledger/journal/recover-log.ts";
import { replayEntries } from "../../domain/ledger/journal/replay-entries.ts";
import { frontierOf } from "../../domain/ledger/merkle/frontier.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { readCheckpointFile } from "./checkpoint-file.ts";
import type { CopiedLog, Taken } from "./copied-log.ts";
import { countedDisk } from "./counted-disk.ts";
import { readFailure, writeFailure } from "./disk-failure.ts";
import { JournalFile } from "./journal-file.ts";
import type { LogDisk } from "./log-disk.ts";
import { LogFiles } from "./log-files.ts";
import { compareWith, headOf, publicFileOf } from "./log-questions.ts";
import { nodeDisk } from "./node-disk.ts";
import { readLog } from "./read-log.ts";
import { remakeTiles } from "./remake-tiles.ts";
import type { StoredCheckpoint } from "./stored-checkpoint.ts";
import { TileFiles } from "./tile-files.ts";
import { syncDirectory } from "./whole-file.ts";

/** Where a copy lies, and of which log it is. */
export interface CopyPlace {
  readonly directory: string;
  /** The log's key; its name is the origin. */
  readonly verifier: VerifierKey;
  readonly disk?: LogDisk;
  readonly wholeUpTo?: number;
}

/** What came of opening a copy. */
export type OpenedCopy =
  | { readonly status: "open"; readonly copy: CopiedLog }
  /** Nothing was written. The directory can be set aside and the copy made anew: it is nobody's only log. */
  | { readonly status: "quarantined"; readonly row: ErrorRow; readonly detail: string };

/** Opens a full copy of another's log, or makes an empty one. Throws `LEDGER_FILES_*`. */
export function openCopy({ directory, verifier, wholeUpTo, ...place }: CopyPlace): OpenedCopy {
  const { disk, syncs } = countedDisk(place.disk ?? nodeDisk);
  makeDirectory(disk, directory);
  const note = readCheckpointFile(disk, directory);
  const own = note === null ? null : opening(note, verifier);
  if (own?.status === "refused") return { status: "quarantined", row: own.row, detail: own.detail };
  const head = own?.stored.checkpoint.checkpoint ?? null;
  const journal = new JournalFile(disk, directory);
  try {
    const tiles = new TileFiles(disk, directory);
    const { reading, isWhole } = readLog(journal, tiles, head, wholeUpTo);
    const recovery = recoverLog({ origin: verifier.name, ...reading, own: head, seen: [] });
    if (recovery.status === "quarantined") {
      journal.close();
      return { status: "quarantined", row: recovery.row, detail: `${verifier.name} has ${reading.size} entries` };
    }
    const size = head?.size ?? 0;
    mend(() => {
      if (journal.size() > reading.signedBytes) journal.cut(reading.signedBytes);
      if (isWhole) remakeTiles(journal, tiles, size, reading.read);
    }, directory);
    tiles.loadEdge(size);
    const frontier = frontierOf(size, reading.read);
    const files = new LogFiles({ disk, directory, journal, tiles, frontier, journalBytes: reading.signedBytes });
    return { status: "open", copy: new KeptCopy(files, verifier, own?.stored ?? null, syncs) };
  } catch (thrown) {
    journal.close();
    throw readFailure(thrown, directory);
  }
}

class KeptCopy implements CopiedLog {
  readonly verifier: VerifierKey;
  readonly #files: LogFiles;
  readonly #syncs: () => number;
  #latest: StoredCheckpoint | null;

  constructor(files: LogFiles, verifier: VerifierKey, latest: StoredCheckpoint | null, syncs: () => number) {
    this.#files = files;
    this.verifier = verifier;
    this.#latest = latest;
    this.#syncs = syncs;
  }

  get origin(): string {
    return this.verifier.name;
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

  take(entries: readonly Uint8Array[], note: Uint8Array): Taken {
    const opened = opening(note, this.verifier);
    if (opened.status === "refused") return opened;
    const { checkpoint } = opened.stored.checkpoint;
    const first = this.#files.frontier.size;
    const replay = replayEntries(this.#files.frontier, entries, checkpoint);
    if (replay.status === "refused") {
      const row = checkpoint.size < first ? behind(this.compare(checkpoint), replay.row) : replay.row;
      return { status: "refused", row, detail: `${first} entries and ${entries.length} more, size ${checkpoint.size}` };
    }
    this.#latest = this.#files.take(entries, () => opened.stored);
    return { status: "taken", first, checkpoint };
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

  publicFile(path: string): Uint8Array | null {
    return publicFileOf(this.#files, path);
  }

  close(): void {
    this.#files.close();
  }
}

type Opening =
  | { readonly status: "opened"; readonly stored: StoredCheckpoint }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

function opening(note: Uint8Array, verifier: VerifierKey): Opening {
  try {
    const checkpoint = openCheckpoint(note, [verifier]);
    return checkpoint.status === "refused" ? checkpoint : { status: "opened", stored: { checkpoint, note } };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { status: "refused", row: thrown.row, detail: thrown.detail ?? "" };
  }
}

/** An older head of the same log is old, not forked; of another history it is forked. */
function behind(compared: "consistent" | ErrorRow, other: ErrorRow): ErrorRow {
  return compared === "consistent" ? ledgerErrors.LEDGER_BEHIND : compared.code === "LEDGER_FORKED" ? compared : other;
}

function makeDirectory(disk: LogDisk, directory: string): void {
  mend(() => {
    const isNew = disk.sizeOf(directory) === null;
    disk.makeDirectory(directory);
    if (isNew) syncDirectory(disk, dirname(directory));
  }, directory);
}

function mend(work: () => void, directory: string): void {
  try {
    work();
  } catch (thrown) {
    throw writeFailure(thrown, directory);
  }
}
