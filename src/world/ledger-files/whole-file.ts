import { concat } from "../../domain/crypto/bytes.ts";
import type { LogDisk, OpenFile } from "./log-disk.ts";

/** Bytes `from` up to before `to` of an open file, or as many as there are. */
export function readRange(disk: LogDisk, file: OpenFile, from: number, to: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = from; at < to;) {
    const part = disk.read(file, at, to - at);
    if (part.length === 0) break;
    parts.push(part);
    at += part.length;
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : concat(...parts);
}

/** Writes all bytes at a place, however many calls it takes. */
export function writeAll(disk: LogDisk, file: OpenFile, at: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const written = disk.write(file, at + done, bytes.subarray(done));
    if (written <= 0) throw new Error("the disk took no bytes");
    done += written;
  }
}

/** A file's bytes; `null` when there is none. */
export function readWhole(disk: LogDisk, path: string): Uint8Array | null {
  const size = disk.sizeOf(path);
  if (size === null) return null;
  const file = disk.open(path, "read");
  try {
    return readRange(disk, file, 0, size);
  } finally {
    disk.close(file);
  }
}

/** Writes a file and syncs it; its name is not synced. */
export function writeSynced(disk: LogDisk, path: string, bytes: Uint8Array): void {
  const file = disk.open(path, "replace");
  try {
    writeAll(disk, file, 0, bytes);
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}

/** Syncs the names in a directory. */
export function syncDirectory(disk: LogDisk, path: string): void {
  const directory = disk.openDirectory(path);
  try {
    disk.sync(directory);
  } finally {
    disk.close(directory);
  }
}
