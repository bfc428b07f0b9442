import { CodedError } from "../../domain/core/coded-error.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import { parseSignedNote } from "../../domain/ledger/note/signed-note.ts";
import { tilePath } from "../../domain/ledger/tiles/tile-path.ts";
import { tilesOfSize } from "../../domain/ledger/tiles/tiles-of-size.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { ledgerAuditErrors } from "./errors.ts";

/** Reads a public file of a log, `checkpoint` or `tile/…`; `null` when it is not there. */
export type LogFileReader = (path: string) => Promise<Uint8Array | null>;

const maxTries = 3;

/**
 * The files of a log at its newest checkpoint, and only those: a log may go on while it is read. Nothing is verified.
 * Throws `LEDGER_BUNDLE_FOREIGN`, `LEDGER_NOTE_FOREIGN`, `LEDGER_CHECKPOINT_FOREIGN`, `LEDGER_TILE_MISSING`.
 */
export async function exportBundle(read: LogFileReader): Promise<Map<string, Uint8Array>> {
  for (let tries = 1; ; tries++) {
    try {
      return await filesNow(read);
    } catch (thrown) {
      // A partial tile goes away when the full one took its place, behind a newer checkpoint.
      const isGone = thrown instanceof CodedError && thrown.row.code === "LEDGER_TILE_MISSING";
      if (!isGone || tries === maxTries) throw thrown;
    }
  }
}

async function filesNow(read: LogFileReader): Promise<Map<string, Uint8Array>> {
  const note = await read("checkpoint");
  if (note === null) {
    throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail: "there is no checkpoint" });
  }
  const { size } = parseCheckpoint(parseSignedNote(note).text);
  const files = new Map([["checkpoint", note]]);
  for (const tile of tilesOfSize(size)) {
    const path = tilePath(tile);
    const bytes = await read(path);
    if (bytes === null) throw new CodedError(ledgerErrors.LEDGER_TILE_MISSING, { detail: path });
    files.set(path, bytes);
  }
  return files;
}
