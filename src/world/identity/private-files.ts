// Files that only their owner may reach. Modes are checked on what was opened, not on a name that could be exchanged in
// between, and links are not followed.
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { identityErrors } from "./errors.ts";

/** No file of an identity is larger; an age file of a hybrid identity has about 3 KiB. */
const largest = 1024 * 1024;

/**
 * Reads a whole file that its owner alone may reach; `null` when there is none. Throws `IDENTITY_LOOSE`,
 * `IDENTITY_DAMAGED` for something else than a plain file of sane size, `IDENTITY_UNWRITABLE`.
 */
export function readPrivateFile(path: string): Uint8Array | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "ENOENT") return null;
    if (code === "ELOOP") throw damaged(path, "a link");
    throw unwritable(path, thrown);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw damaged(path, "not a plain file");
    refuseLoose(path, stats);
    if (stats.size > largest) throw damaged(path, `${stats.size} bytes`);
    return readAll(file, path, stats.size);
  } finally {
    closeSync(file);
  }
}

/** Throws `IDENTITY_MISSING` without the directory, `IDENTITY_LOOSE` when others may enter it. */
export function checkPrivateDirectory(path: string): void {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") throw new CodedError(identityErrors.IDENTITY_MISSING, { detail: path });
    throw unwritable(path, thrown);
  }
  if (!stats.isDirectory())
    throw new CodedError(identityErrors.IDENTITY_MISSING, { detail: `${path} is no directory` });
  refuseLoose(path, stats);
}

/** Writes a file that must not be there yet, 0600, and syncs it. Throws `IDENTITY_UNWRITABLE`. */
export function writePrivateFile(path: string, bytes: Uint8Array): void {
  try {
    const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      // The umask can only take away; this is for file systems with defaults of their own.
      fchmodSync(file, 0o600);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}

/** Puts a file in the place of the old one, whole or not at all. Throws `IDENTITY_UNWRITABLE`. */
export function replacePrivateFile(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.new-${basename(path)}-${randomBytes(6).toString("hex")}`);
  try {
    writePrivateFile(temporary, bytes);
    renameSync(temporary, path);
    syncDirectory(dirname(path));
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw unwritable(path, thrown);
  }
}

/** Makes names in a directory durable. Throws `IDENTITY_UNWRITABLE`. */
export function syncDirectory(path: string): void {
  try {
    const directory = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}

/** `IDENTITY_UNWRITABLE` with the system's code; a coded error stays what it is. */
export function unwritable(path: string, thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  return new CodedError(identityErrors.IDENTITY_UNWRITABLE, { detail: `${path} (${codeOf(thrown)})`, cause: thrown });
}

/** `IDENTITY_DAMAGED` of a file. */
export function damaged(path: string, why: string): CodedError {
  return new CodedError(identityErrors.IDENTITY_DAMAGED, { detail: `${path}: ${why}` });
}

/** The code of a system error, e.g. `ENOENT`. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
}

function refuseLoose(path: string, { mode, uid }: Stats): void {
  // SECURITY: group and others get nothing; and a file of another user is that user's to change at any time.
  const own = process.geteuid?.();
  if (own === undefined) return;
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, "0");
    throw new CodedError(identityErrors.IDENTITY_LOOSE, { detail: `${path} has mode ${shown}` });
  }
  if (uid !== own && own !== 0) {
    throw new CodedError(identityErrors.IDENTITY_LOOSE, { detail: `${path} belongs to user ${uid}` });
  }
}

function readAll(file: number, path: string, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  try {
    while (at < size) {
      const read = readSync(file, bytes, at, size - at, at);
      if (read === 0) break;
      at += read;
    }
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
  if (at < size) throw damaged(path, "it grew shorter while it was read");
  return bytes;
}

/** Makes a folder for its owner alone, with what leads there. Throws as `unwritable`. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw unwritable(folder, thrown);
  }
}

/** The names in a folder; none when there is no such folder. Throws as `unwritable`. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return [];
    throw unwritable(folder, thrown);
  }
}
