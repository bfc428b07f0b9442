// A disk in memory that forgets what was not synced when the plug is pulled: of a file's unsynced bytes any part may have
// reached the disk, the rest reads as it was before, as zeros or not at all; of unsynced names any may be missing.
import type { LogDisk, OpenFile } from "./log-disk.ts";

interface Inode {
  bytes: Uint8Array;
  durable: Uint8Array;
}

/** Picks a whole number from 0 up to before `below`. */
export type Pick = (below: number) => number;

/** A `LogDisk` in memory. */
export class MemoryDisk implements LogDisk {
  /** Path to file; `null` is a directory. */
  #names = new Map<string, Inode | null>();
  #durableNames = new Map<string, Inode | null>();
  readonly #open = new Map<OpenFile, { path: string; inode: Inode | null }>();
  #next = 3;
  /** Called before every call that changes something; what it throws is what the disk throws. */
  beforeChange: (call: string, path: string) => void = () => undefined;
  /** How many bytes a write takes; all by default. */
  takes: (bytes: number) => number = (bytes) => bytes;
  /** How many bytes and files were read, written. */
  readBytes = 0;
  opened = 0;
  writtenBytes = 0;

  makeDirectory(path: string): void {
    if (this.#names.has(path)) return;
    this.beforeChange("makeDirectory", path);
    this.#names.set(path, null);
  }

  open(path: string, mode: "read" | "keep" | "replace"): OpenFile {
    let inode = this.#names.get(path) ?? null;
    if (inode === null) {
      if (mode === "read") throw failed("ENOENT");
      this.beforeChange("create", path);
      inode = { bytes: new Uint8Array(0), durable: new Uint8Array(0) };
      this.#names.set(path, inode);
    } else if (mode === "replace") {
      this.beforeChange("empty", path);
      inode.bytes = new Uint8Array(0);
    }
    return this.#handle(path, inode);
  }

  openDirectory(path: string): OpenFile {
    return this.#handle(path, null);
  }

  size(file: OpenFile): number {
    return this.#inode(file).bytes.length;
  }

  read(file: OpenFile, at: number, length: number): Uint8Array {
    const part = this.#inode(file).bytes.slice(at, at + length);
    this.readBytes += part.length;
    return part;
  }

  write(file: OpenFile, at: number, bytes: Uint8Array): number {
    this.beforeChange("write", this.#open.get(file)?.path ?? "");
    const taken = bytes.subarray(0, this.takes(bytes.length));
    const inode = this.#inode(file);
    const grown = new Uint8Array(Math.max(inode.bytes.length, at + taken.length));
    grown.set(inode.bytes);
    grown.set(taken, at);
    inode.bytes = grown;
    this.writtenBytes += taken.length;
    return taken.length;
  }

  truncate(file: OpenFile, length: number): void {
    this.beforeChange("truncate", this.#open.get(file)?.path ?? "");
    const inode = this.#inode(file);
    inode.bytes = inode.bytes.slice(0, length);
  }

  sync(file: OpenFile): void {
    const open = this.#open.get(file);
    if (open === undefined) throw failed("EBADF");
    this.beforeChange("sync", open.path);
    if (open.inode !== null) open.inode.durable = open.inode.bytes.slice();
    else this.#syncNames(open.path);
  }

  close(file: OpenFile): void {
    if (!this.#open.delete(file)) throw failed("EBADF");
  }

  rename(from: string, to: string): void {
    this.beforeChange("rename", to);
    const inode = this.#names.get(from);
    if (inode === undefined) throw failed("ENOENT");
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  remove(path: string): void {
    this.beforeChange("remove", path);
    for (const name of this.#names.keys()) {
      if (name === path || name.startsWith(`${path}/`)) this.#names.delete(name);
    }
  }

  sizeOf(path: string): number | null {
    const inode = this.#names.get(path);
    return inode === undefined ? null : (inode?.bytes.length ?? 0);
  }

  /** How many files are open. */
  get openFiles(): number {
    return this.#open.size;
  }

  /** The disk as the next start finds it after the process died; nothing is lost. */
  afterKill(): MemoryDisk {
    return this.#copy(this.#names, (inode) => inode.bytes);
  }

  /** The disk as the next start finds it after a power cut. */
  afterPowerCut(pick: Pick): MemoryDisk {
    const names = new Map(this.#durableNames);
    for (const [path, inode] of this.#names)
      if (this.#durableNames.get(path) !== inode && pick(2) === 0) names.set(path, inode);
    for (const path of this.#durableNames.keys()) if (!this.#names.has(path) && pick(2) === 0) names.delete(path);
    const hasParent = (path: string): boolean => {
      const parent = path.slice(0, path.lastIndexOf("/"));
      return parent === "" || (names.has(parent) && hasParent(parent));
    };
    for (const path of names.keys()) if (!hasParent(path)) names.delete(path);
    return this.#copy(names, ({ bytes, durable }) => partly(bytes, durable, pick));
  }

  /** Every file's bytes by path. */
  files(): Map<string, Uint8Array> {
    const files = new Map<string, Uint8Array>();
    for (const [path, inode] of this.#names) if (inode !== null) files.set(path, inode.bytes.slice());
    return files;
  }

  /** Puts a file there, durably, as somebody else would. */
  put(path: string, bytes: Uint8Array): void {
    const inode = { bytes, durable: bytes };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  /** Takes a file away, durably. */
  drop(path: string): void {
    this.#names.delete(path);
    this.#durableNames.delete(path);
  }

  #copy(names: ReadonlyMap<string, Inode | null>, bytesOf: (inode: Inode) => Uint8Array): MemoryDisk {
    const copy = new MemoryDisk();
    for (const [path, inode] of names) {
      if (inode === null) {
        copy.#names.set(path, null);
        copy.#durableNames.set(path, null);
      } else copy.put(path, bytesOf(inode));
    }
    return copy;
  }

  #syncNames(directory: string): void {
    const isIn = (path: string): boolean => (path.slice(0, path.lastIndexOf("/")) || "/") === directory;
    for (const [path, inode] of this.#names) if (isIn(path)) this.#durableNames.set(path, inode);
    for (const path of this.#durableNames.keys()) {
      if (isIn(path) && !this.#names.has(path)) this.#durableNames.delete(path);
    }
  }

  #handle(path: string, inode: Inode | null): OpenFile {
    this.opened++;
    this.#open.set(this.#next, { path, inode });
    return this.#next++;
  }

  #inode(file: OpenFile): Inode {
    const inode = this.#open.get(file)?.inode;
    if (inode === undefined || inode === null) throw failed("EBADF");
    return inode;
  }
}

/** An error as Node's file system throws it. */
export function failed(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}

function partly(bytes: Uint8Array, durable: Uint8Array, pick: Pick): Uint8Array {
  if (pick(3) === 0) return durable;
  const upTo = pick(bytes.length + 1);
  const size = pick(2) === 0 ? upTo : Math.max(upTo, bytes.length);
  const found = new Uint8Array(Math.max(size, durable.length));
  found.set(durable);
  found.set(bytes.subarray(0, upTo));
  return found;
}
