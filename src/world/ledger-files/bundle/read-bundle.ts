import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { ledgerBundleErrors } from "./errors.ts";
import { isPlainName, readUstar } from "./ustar.ts";

/** A copy of a log as it was found. */
export interface ReadBundle {
  /** By path in the bundle. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The journal, where the bundle is a log's own directory. */
  readonly journal: Uint8Array | null;
}

// What a log's own directory holds besides the files that make it up.
const own = new Set(["journal", "lock", "checkpoint.new"]);

/** Reads a tar file or a directory. Links are refused. Throws `LEDGER_BUNDLE_*`. */
export function readBundle(path: string): ReadBundle {
  const isDirectory = attempt(path, () => lstatSync(path).isDirectory());
  if (!isDirectory) return { files: readUstar(attempt(path, () => plainBytes(path))), journal: null };
  const files = new Map<string, Uint8Array>();
  collect(path, "", files);
  const journal = files.get("journal") ?? null;
  for (const name of own) files.delete(name);
  return { files, journal };
}

function collect(top: string, folder: string, files: Map<string, Uint8Array>): void {
  for (const entry of attempt(top, () => readdirSync(join(top, folder), { withFileTypes: true }))) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const isKnown = isPlainName(name) && (entry.isFile() || entry.isDirectory());
    if (!isKnown) throw new CodedError(ledgerBundleErrors.LEDGER_BUNDLE_NAME_HOSTILE, { detail: JSON.stringify(name) });
    if (entry.isDirectory()) collect(top, name, files);
    else
      files.set(
        name,
        attempt(name, () => plainBytes(join(top, name))),
      );
  }
}

/** A `Buffer`'s `slice` shares its memory, others' does not: no `Buffer` leaves this room. */
function plainBytes(path: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CodedError(ledgerBundleErrors.LEDGER_BUNDLE_UNREADABLE, { detail: `${path}${code}`, cause });
  }
}
