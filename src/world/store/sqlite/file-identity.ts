import { chmodSync, statSync } from "node:fs";

/**
 * What tells a file from a copy of it: its inode, and its time of birth where the file system keeps one (a deleted file's
 * inode is soon another's). As text, to be compared.
 */
export interface FileIdentity {
  readonly inode: string;
  /** Nanoseconds; empty when the file system knows none. */
  readonly born: string;
}

/** The identity of a file now, to be recorded. */
export function recordIdentity(file: string): FileIdentity {
  const before = statSync(file, { bigint: true });
  // Where no time of birth is kept, Node gives the time of the last change instead, and this changes it.
  chmodSync(file, Number(before.mode) & 0o777);
  const after = statSync(file, { bigint: true });
  const isKept =
    before.birthtimeNs === after.birthtimeNs && after.birthtimeNs !== after.ctimeNs && after.birthtimeNs > 0n;
  return { inode: String(after.ino), born: isKept ? String(after.birthtimeNs) : "" };
}

/** Whether a file is the one that was recorded. */
export function isIdentity(file: string, recorded: FileIdentity): boolean {
  const now = statSync(file, { bigint: true });
  if (recorded.inode === "" || String(now.ino) !== recorded.inode) return false;
  return recorded.born === "" || String(now.birthtimeNs) === recorded.born;
}
