import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/**
 * What a file holds, in one go: a snapshot has two small files for each account, and a trip through the thread pool costs
 * more than reading one. Null when it is larger than `most` bytes. Throws as `node:fs` does, and for a pipe
 * or device, which could keep the reader waiting for ever.
 */
export function readFileSync(path: string, most: number): Buffer | null {
  // A pipe opened without waiting can be told from a file.
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(handle);
    if (!status.isFile() && !status.isDirectory()) throw new NoRegularFile();
    if (status.size > most) return null;
    const bytes = Buffer.allocUnsafe(status.size);
    let length = 0;
    while (length < bytes.length) {
      const more = readSync(handle, bytes, length, bytes.length - length, null);
      if (more === 0) break;
      length += more;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

class NoRegularFile extends Error {
  readonly code = "ENOTFILE";
}
