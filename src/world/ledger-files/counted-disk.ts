import type { LogDisk } from "./log-disk.ts";

/** A disk that counts how often it was told to sync. */
export function countedDisk(disk: LogDisk): { readonly disk: LogDisk; readonly syncs: () => number } {
  let syncs = 0;
  const counted: LogDisk = {
    makeDirectory: (path) => {
      disk.makeDirectory(path);
    },
    open: (path, mode) => disk.open(path, mode),
    openDirectory: (path) => disk.openDirectory(path),
    size: (file) => disk.size(file),
    read: (file, at, length) => disk.read(file, at, length),
    write: (file, at, bytes) => disk.write(file, at, bytes),
    truncate: (file, length) => {
      disk.truncate(file, length);
    },
    sync: (file) => {
      syncs++;
      disk.sync(file);
    },
    close: (file) => {
      disk.close(file);
    },
    rename: (from, to) => {
      disk.rename(from, to);
    },
    remove: (path) => {
      disk.remove(path);
    },
    sizeOf: (path) => disk.sizeOf(path),
  };
  return { disk: counted, syncs: () => syncs };
}
