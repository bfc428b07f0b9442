import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import type { LogDisk } from "./log-disk.ts";

const flags = { read: "r", keep: "r+", replace: "w" } as const;

/** The real disk. */
export const nodeDisk: LogDisk = {
  makeDirectory: (path) => {
    // Not `recursive`: that would make parents whose names nobody syncs.
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
    }
  },
  open: (path, mode) => {
    // `r+` does not make a file, `a+` would ignore places.
    if (mode === "keep") closeSync(openSync(path, "a", 0o600));
    return openSync(path, flags[mode], 0o600);
  },
  openDirectory: (path) => openSync(path, "r"),
  size: (file) => fstatSync(file).size,
  read: (file, at, length) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, at));
  },
  write: (file, at, bytes) => writeSync(file, bytes, 0, bytes.length, at),
  truncate: (file, length) => {
    ftruncateSync(file, length);
  },
  sync: (file) => {
    fsyncSync(file);
  },
  close: (file) => {
    closeSync(file);
  },
  rename: (from, to) => {
    renameSync(from, to);
  },
  remove: (path) => {
    rmSync(path, { recursive: true, force: true });
  },
  sizeOf: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? null,
};
