/** A file or directory that is open. */
export type OpenFile = number;

/**
 * The calls that a log makes to a disk, all synchronous: a release waits for them, and two of them never interleave. Each
 * may throw what Node throws. Handed in, so that a test can fill the disk, cut a write or pull the plug.
 */
export interface LogDisk {
  /** Makes a directory (0700) that may be there; its parent is there. */
  makeDirectory(path: string): void;
  /** `keep` opens for reading and writing and makes the file (0600); `replace` empties it too; `read` needs it to be there. */
  open(path: string, mode: "read" | "keep" | "replace"): OpenFile;
  /** Opens a directory, to sync the names in it. */
  openDirectory(path: string): OpenFile;
  size(file: OpenFile): number;
  /** At most `length` bytes from a place on; fewer at the end, or when the disk feels like it. */
  read(file: OpenFile, at: number, length: number): Uint8Array;
  /** Returns how many bytes were written; may be fewer than given. */
  write(file: OpenFile, at: number, bytes: Uint8Array): number;
  truncate(file: OpenFile, length: number): void;
  /** Returns when file or names are on the disk. */
  sync(file: OpenFile): void;
  close(file: OpenFile): void;
  rename(from: string, to: string): void;
  /** Removes a file or a directory with its files; nothing there is no error. */
  remove(path: string): void;
  /** Size of a file; `null` when there is none. */
  sizeOf(path: string): number | null;
}
