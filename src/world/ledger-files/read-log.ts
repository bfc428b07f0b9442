import { CodedError } from "../../domain/core/coded-error.ts";
import type { Checkpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import type { JournalFile } from "./journal-file.ts";
import type { LogReading } from "./log-reading.ts";
import { readLogEdge } from "./read-log-edge.ts";
import { readWholeLog } from "./read-whole-log.ts";
import type { TileFiles } from "./tile-files.ts";

/** Journals up to this size, about 100,000 entries, are read and hashed in full at every start: it takes a second. */
export const wholeReadBytes = 32 * 1024 * 1024;

/** A reading, and whether every entry was hashed anew. */
export interface ReadLog {
  readonly reading: LogReading;
  readonly isWhole: boolean;
}

/** Reads what a directory holds of a log: in full while it is small or where its tiles do not tell, else its edge. */
export function readLog(
  journal: JournalFile,
  tiles: TileFiles,
  own: Checkpoint | null,
  wholeUpTo = wholeReadBytes,
): ReadLog {
  const edge = own === null || own.size === 0 || journal.size() <= wholeUpTo ? null : edgeOrNull(journal, tiles, own);
  if (edge !== null) return { reading: edge, isWhole: false };
  return { reading: readWholeLog(journal, own?.size ?? 0), isWhole: true };
}

function edgeOrNull(journal: JournalFile, tiles: TileFiles, own: Checkpoint): LogReading | null {
  try {
    return readLogEdge(journal, tiles, own);
  } catch (thrown) {
    // A tile that is missing or bad decides nothing: the journal does.
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}
