import { CodedError } from "../../domain/core/coded-error.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint/checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { inclusionPlan, proofOf } from "../../domain/ledger/merkle/proof-plan.ts";
import { leafHash } from "../../domain/ledger/merkle/tree-hash.ts";
import { verifyInclusion } from "../../domain/ledger/merkle/verify-inclusion.ts";
import { parseSignedNote } from "../../domain/ledger/note/signed-note.ts";
import { printProofFile } from "../../domain/ledger/proof/proof-file.ts";
import { parseEntryBundle } from "../../domain/ledger/tiles/entry-bundle.ts";
import { type TileAddress, tilePath, tileWidth } from "../../domain/ledger/tiles/tile-path.ts";
import { tileReader } from "../../domain/ledger/tiles/tile-reader.ts";
import { tileAt } from "../../domain/ledger/tiles/tiles-of-size.ts";
import { ledgerAuditErrors } from "./errors.ts";

/** An entry and the file that proves that it stands in the log. */
export interface ProvenEntry {
  readonly entry: Uint8Array;
  /** C2SP tlog-proof. */
  readonly proof: Uint8Array;
  readonly size: number;
}

/**
 * Makes the proof of one entry out of a bundle's tiles, held against the checkpoint's root before it is handed out. Throws
 * `LEDGER_OUT_OF_RANGE`, `LEDGER_TILE_*`, `LEDGER_PROOF_BAD`, `LEDGER_BUNDLE_FOREIGN`.
 */
export function proveEntry(files: ReadonlyMap<string, Uint8Array>, index: number): ProvenEntry {
  const note = files.get("checkpoint");
  if (note === undefined) {
    throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail: "there is no checkpoint" });
  }
  const { size, root } = parseCheckpoint(parseSignedNote(note).text);
  const source = (tile: TileAddress): Uint8Array => {
    const bytes = files.get(tilePath(tile)) ?? files.get(tilePath({ ...tile, width: tileWidth }));
    if (bytes === undefined) throw new CodedError(ledgerErrors.LEDGER_TILE_MISSING, { detail: tilePath(tile) });
    return bytes;
  };
  const hashes = proofOf(inclusionPlan(index, size), tileReader(size, source));
  const bundle = tileAt("entries", Math.floor(index / tileWidth), size);
  const entries = bundle === null ? [] : parseEntryBundle(source(bundle), bundle.width);
  const entry = entries[index % tileWidth];
  if (entry === undefined) throw new CodedError(ledgerErrors.LEDGER_OUT_OF_RANGE, { detail: `entry ${index}` });
  if (!verifyInclusion({ leaf: leafHash(entry), index, size, root, proof: hashes })) {
    throw new CodedError(ledgerErrors.LEDGER_PROOF_BAD, { detail: `entry ${index} at size ${size}` });
  }
  return { entry, proof: printProofFile({ extra: null, index, proof: hashes, note }), size };
}
