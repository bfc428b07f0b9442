import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { consistentWith } from "../../domain/ledger/checkpoint/consistent-with.ts";
import type { VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { frontierRoot } from "../../domain/ledger/merkle/frontier.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import { parseTilePath } from "../../domain/ledger/tiles/tile-path.ts";
import type { LogFiles } from "./log-files.ts";

/** Size and root of what the files hold. */
export function headOf(files: LogFiles): TreeHead {
  return { size: files.frontier.size, root: frontierRoot(files.frontier) };
}

/** Compares files with a checkpoint of which the signature was verified. Throws `LEDGER_TILE_*` where hashes cannot be read. */
export function compareWith(files: LogFiles, origin: string, seen: VerifiedCheckpoint): "consistent" | ErrorRow {
  if (seen.origin !== origin) return ledgerErrors.LEDGER_OTHER_ORIGIN;
  const head = headOf(files);
  if (seen.size === head.size && equalBytes(seen.root, head.root)) return "consistent";
  const consistency = consistentWith(head, files.read, [seen]);
  return consistency.status === "consistent" ? "consistent" : consistency.row;
}

/** The bytes of `checkpoint` or of a tile; `null` for every other path. */
export function publicFileOf(files: LogFiles, path: string): Uint8Array | null {
  if (path === "checkpoint") return files.file(path);
  try {
    // SECURITY: only what prints back as a tile's path reaches the disk; no dots, no other file of the directory.
    parseTilePath(path);
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
  return files.file(path);
}
