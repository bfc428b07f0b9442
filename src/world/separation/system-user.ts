import { readFileSync } from "node:fs";

/** A user of the operating system. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  /** Of its first group. */
  readonly gid: number;
}

/** Whether useradd and files of users take this name without a question. */
export function isUserName(name: string): boolean {
  return /^[a-z_][a-z0-9_-]{0,30}$/.test(name);
}

/** The user of this name in the text of `/etc/passwd` (passwd(5)); `null` when there is none. */
export function parsePasswd(text: string, name: string): SystemUser | null {
  for (const line of text.split("\n")) {
    const [own, , uid = "", gid = "", ...rest] = line.split(":");
    if (own !== name || rest.length !== 3 || !/^[0-9]{1,10}$/.test(uid) || !/^[0-9]{1,10}$/.test(gid)) continue;
    return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** The user of this name on this system; `null` when there is none. */
export function findUser(name: string): SystemUser | null {
  try {
    return isUserName(name) ? parsePasswd(readFileSync("/etc/passwd", "utf8"), name) : null;
  } catch {
    return null;
  }
}
