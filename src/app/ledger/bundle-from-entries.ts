import { CodedError } from "../../domain/core/coded-error.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import { planAppend } from "../../domain/ledger/journal/plan-append.ts";
import { replayEntries } from "../../domain/ledger/journal/replay-entries.ts";
import { emptyFrontier } from "../../domain/ledger/merkle/frontier.ts";
import { parseSignedNote } from "../../domain/ledger/note/signed-note.ts";
import { tilePath } from "../../domain/ledger/tiles/tile-path.ts";

/**
 * The files of a log made out of a note and all entries up to its size. Throws `LEDGER_FORKED`, `LEDGER_BEHIND` or
 * `LEDGER_OUT_OF_RANGE` when the entries do not lead to the note's head; its signature is not looked at.
 */
export function bundleFromEntries(note: Uint8Array, entries: readonly Uint8Array[]): Map<string, Uint8Array> {
  const head = parseCheckpoint(parseSignedNote(note).text);
  const replay = replayEntries(emptyFrontier, entries, head);
  if (replay.status === "refused") {
    throw new CodedError(replay.row, { detail: `${head.origin}: ${entries.length} entries, size ${head.size}` });
  }
  const files = new Map([["checkpoint", note]]);
  for (const { tile, added } of planAppend(emptyFrontier, entries).tiles) files.set(tilePath(tile), added);
  return files;
}
