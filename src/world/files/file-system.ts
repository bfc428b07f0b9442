import { appendFile, chmod, mkdir, readdir, rename, rm, stat, truncate, writeFile } from "node:fs/promises";

/** The calls that change the disk; handed in so that a test can fill it. */
export interface FileSystem {
  readonly appendFile: typeof appendFile;
  readonly chmod: typeof chmod;
  readonly mkdir: typeof mkdir;
  readonly readdir: typeof readdir;
  readonly rename: typeof rename;
  readonly rm: typeof rm;
  readonly stat: typeof stat;
  readonly truncate: typeof truncate;
  readonly writeFile: typeof writeFile;
}

/** Node's own. */
export const nodeFileSystem: FileSystem = {
  appendFile,
  chmod,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
};
