// The draft directory: public parts alone, which people carry from machine to machine until all founders have signed.
import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { unwritable } from "./unwritable.ts";

/** The files of a draft. Names are relative, with `/`; every failure of the disk is `DEPLOYMENT_UNWRITABLE`. */
export interface Draft {
  readonly directory: string;
  /** `null` when there is no such file. */
  readonly read: (name: string) => Uint8Array | null;
  /** Whole or not at all. */
  readonly write: (name: string, bytes: Uint8Array) => void;
  readonly remove: (name: string) => void;
  /** Names of the files in a folder, ascending; none when there is no such folder. */
  readonly list: (folder: string) => readonly string[];
}

/** No file of a draft is larger. */
const largest = 8 * 1024 * 1024;

/** The draft in this directory, whether there is one or not. */
export function openDraft(path: string): Draft {
  const directory = resolve(path);
  return {
    directory,
    read: (name) => readWhole(join(directory, name)),
    write: (name, bytes) => writeWhole(join(directory, name), bytes),
    remove: (name) => {
      try {
        rmSync(join(directory, name), { force: true });
      } catch (thrown) {
        throw unwritable(join(directory, name), thrown);
      }
    },
    list: (folder) => {
      try {
        return readdirSync(join(directory, folder)).toSorted();
      } catch (thrown) {
        if (codeOf(thrown) === "ENOENT") return [];
        throw unwritable(join(directory, folder), thrown);
      }
    },
  };
}

function readWhole(path: string): Uint8Array | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = fstatSync(file);
      if (!fstatSync(file).isFile() || size > largest) throw Object.assign(new Error(path), { code: "EFBIG" });
      const bytes = new Uint8Array(size);
      let at = 0;
      for (let read = 1; read > 0 && at < size; at += read) read = readSync(file, bytes, at, size - at, at);
      return bytes.subarray(0, at);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw unwritable(path, thrown);
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.new-${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, bytes, { mode: 0o644, flush: true, flag: "wx" });
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw unwritable(path, thrown);
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
}
