import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { toBase64url } from "../../../domain/crypto/base64url.ts";

const portion = 1024 * 1024;

/** A stretch of a file. */
export interface Stretch {
  readonly file: string;
  readonly from: number;
  readonly bytes: number;
}

/** The stretch in portions; ends early where the file does. */
export function* portionsOf({ file, from, bytes }: Stretch): Generator<Uint8Array, void, undefined> {
  const opened = openSync(file, "r");
  try {
    const room = new Uint8Array(portion);
    for (let done = 0; done < bytes;) {
      const read = readSync(opened, room, 0, Math.min(portion, bytes - done), from + done);
      if (read === 0) return;
      yield room.subarray(0, read);
      done += read;
    }
  } finally {
    closeSync(opened);
  }
}

/** SHA-256 of a stretch, base64url, and how many bytes there were. */
export function hashOf(stretch: Stretch): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const each of portionsOf(stretch)) {
    hash.update(each);
    bytes += each.length;
  }
  return { bytes, sha256: toBase64url(hash.digest()) };
}

/** Writes a new file, 0600, out of pieces, and syncs it. */
export function writeNew(path: string, pieces: Iterable<Uint8Array>): void {
  const opened = openSync(path, "wx", 0o600);
  try {
    for (const piece of pieces) {
      for (let done = 0; done < piece.length;) done += writeSync(opened, piece, done);
    }
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** Syncs the names in a directory. */
export function syncNames(directory: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(directory, "r");
  fsyncSync(opened);
  closeSync(opened);
}
