// Opening judges what is on the disk before a single byte is written. A crash explains less signed than written and a torn
// tail: both are mended. Whatever a crash does not explain is quarantined, and then nothing in the directory is touched.
import { dirname } from "node:path";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { CheckpointSigner } from "../../domain/ledger/checkpoint/checkpoint-signer.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { type LogRecovery, recoverLog, type SeenCheckpoint } from "../../domain/ledger/journal/recover-log.ts";
import { rootOf } from "../../domain/ledger/merkle/proof-plan.ts";
import { type SigningKey, verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { readCheckpointFile, storeCheckpointFile } from "./checkpoint-file.ts";
import { countedDisk } from "./counted-disk.ts";
import type { CustodyLog } from "./custody-log.ts";
import { readFailure, writeFailure } from "./disk-failure.ts";
import { JournalFile } from "./journal-file.ts";
import type { LogDisk } from "./log-disk.ts";
import { LogFiles } from "./log-files.ts";
import type { LogReading } from "./log-reading.ts";
import { nodeDisk } from "./node-disk.ts";
import { type ReadLog, readLog } from "./read-log.ts";
import { readWholeLog } from "./read-whole-log.ts";
import { continueTiles, remakeTiles } from "./remake-tiles.ts";
import type { StoredCheckpoint } from "./stored-checkpoint.ts";
import { TileFiles } from "./tile-files.ts";
import { syncDirectory } from "./whole-file.ts";
import { WrittenLog } from "./written-log.ts";

/** Where a log lies and what is known of it from elsewhere. */
export interface LogPlace {
  /** Made (0700) when it is not there; its parent is. */
  readonly directory: string;
  /** Its name is the log's origin. */
  readonly key: SigningKey;
  /** Checkpoints of this log that witnesses, anchors, the peer or clients hold. */
  readonly seen?: readonly SeenCheckpoint[];
  readonly disk?: LogDisk;
  /** Journals up to so many bytes are hashed in full at the start. */
  readonly wholeUpTo?: number;
}

/** What a start had to mend. */
export interface Mended {
  /** Bytes of a torn record that were cut; nobody was told of it. */
  readonly cutBytes: number;
  /** Entries from here on were written and not signed; now they are. */
  readonly unsignedFrom: number;
  readonly size: number;
  /** Tiles that were missing or not what the journal gives, made anew; new ones included. */
  readonly remadeTiles: readonly string[];
}

/** What came of opening a log. */
export type OpenedLog =
  | { readonly status: "open"; readonly log: CustodyLog; readonly mended: Mended | null }
  /** Nothing was written. `LEDGER_BEHIND`, `LEDGER_FORKED`, `LEDGER_OTHER_ORIGIN`, or why its own checkpoint is none. */
  | { readonly status: "quarantined"; readonly row: ErrorRow; readonly detail: string; readonly size: number };

/** Opens a log or makes an empty one. Throws `LEDGER_FILES_*` when the disk does not do what it is told. */
export function openLog(place: LogPlace): OpenedLog {
  const { directory, key } = place;
  const { disk, syncs } = countedDisk(place.disk ?? nodeDisk);
  const note = inDirectory(disk, directory);
  const own = ownCheckpoint(note, verifierKeyOf("log", key));
  if (own.status === "refused") return { ...own, status: "quarantined", size: 0 };
  const journal = new JournalFile(disk, directory);
  try {
    const tiles = new TileFiles(disk, directory);
    const judged = judge(place, journal, tiles, own.stored);
    const { recovery, reading, isWhole } = judged;
    if (recovery.status === "quarantined") {
      journal.close();
      return quarantined(recovery);
    }
    const signer = new CheckpointSigner(key, note);
    const mended = mend(recovery, { disk, directory, journal, tiles, reading, isWhole });
    let latest = own.stored;
    // A torn tail alone leaves the note as it is, with the witnesses' lines in it.
    if (reading.size > (own.stored?.checkpoint.checkpoint.size ?? 0)) {
      const earlier = (place.seen ?? []).map(({ checkpoint }) => checkpoint);
      latest = signed(signer, reading, earlier);
      store(disk, directory, latest.note);
    }
    tiles.loadEdge(reading.size);
    const { frontier, wholeBytes: journalBytes } = reading;
    const files = new LogFiles({ disk, directory, journal, tiles, frontier, journalBytes });
    return { status: "open", log: new WrittenLog({ files, signer, latest, syncs }), mended };
  } catch (thrown) {
    journal.close();
    throw readFailure(thrown, directory);
  }
}

function inDirectory(disk: LogDisk, directory: string): Uint8Array | null {
  try {
    const isNew = disk.sizeOf(directory) === null;
    disk.makeDirectory(directory);
    if (isNew) syncDirectory(disk, dirname(directory));
  } catch (thrown) {
    throw writeFailure(thrown, directory);
  }
  return readCheckpointFile(disk, directory);
}

type Own =
  | { readonly status: "read"; readonly stored: StoredCheckpoint | null }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/** The own note is replaced whole, so no crash explains one that does not open. */
function ownCheckpoint(note: Uint8Array | null, verifier: VerifierKey): Own {
  if (note === null) return { status: "read", stored: null };
  try {
    const checkpoint = openCheckpoint(note, [verifier]);
    return checkpoint.status === "refused" ? checkpoint : { status: "read", stored: { checkpoint, note } };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { status: "refused", row: thrown.row, detail: thrown.detail ?? "" };
  }
}

interface Judged extends ReadLog {
  readonly recovery: LogRecovery;
}

function judge(place: LogPlace, journal: JournalFile, tiles: TileFiles, own: StoredCheckpoint | null): Judged {
  const head = own?.checkpoint.checkpoint ?? null;
  const read = readLog(journal, tiles, head, place.wholeUpTo);
  const recover = (reading: LogReading): LogRecovery =>
    recoverLog({ origin: place.key.name, ...reading, own: head, seen: place.seen ?? [] });
  const recovery = read.isWhole ? recover(read.reading) : recoveryOrNull(recover, read.reading);
  if (recovery !== null && (read.isWhole || recovery.status !== "quarantined")) return { ...read, recovery };
  // A tile that went bad must not pass for a fork: the journal has the last word.
  const reading = readWholeLog(journal, head?.size ?? 0);
  return { reading, isWhole: true, recovery: recover(reading) };
}

function recoveryOrNull(recover: (reading: LogReading) => LogRecovery, reading: LogReading): LogRecovery | null {
  try {
    return recover(reading);
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

interface Found extends ReadLog {
  readonly disk: LogDisk;
  readonly directory: string;
  readonly journal: JournalFile;
  readonly tiles: TileFiles;
}

function mend(recovery: Exclude<LogRecovery, { status: "quarantined" }>, found: Found): Mended | null {
  const { journal, tiles, reading, isWhole } = found;
  const { size, signedBytes, wholeBytes, tornBytes, read } = reading;
  try {
    if (recovery.status === "recovered") {
      if (recovery.cutTo !== null) journal.cut(recovery.cutTo);
      journal.rewrite(signedBytes, wholeBytes);
    }
    const remadeTiles = isWhole ? remakeTiles(journal, tiles, size, read) : continueTiles(journal, tiles, reading);
    if (recovery.status === "clean" && remadeTiles.length === 0) return null;
    const unsignedFrom = recovery.status === "recovered" ? recovery.unsignedFrom : size;
    return { cutBytes: tornBytes, unsignedFrom, size, remadeTiles };
  } catch (thrown) {
    throw writeFailure(thrown, found.directory);
  }
}

function signed(
  signer: CheckpointSigner,
  { size, read }: LogReading,
  earlier: readonly SeenCheckpoint["checkpoint"][],
): StoredCheckpoint {
  const outcome = signer.signNext({ size, root: rootOf(size, read) }, read, earlier);
  if (outcome.status === "refused") throw new CodedError(outcome.row, { detail: outcome.detail });
  return { checkpoint: outcome.opened, note: outcome.note };
}

function store(disk: LogDisk, directory: string, note: Uint8Array): void {
  try {
    storeCheckpointFile(disk, directory, note);
  } catch (thrown) {
    throw writeFailure(thrown, "checkpoint");
  }
}

function quarantined({ row, against, size }: Extract<LogRecovery, { status: "quarantined" }>): OpenedLog {
  const { checkpoint, at } = against;
  const detail = `${checkpoint.origin} has ${size} entries; ${at} holds a signed checkpoint of size ${checkpoint.size}`;
  return { status: "quarantined", row, detail, size };
}
