import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { CodedError } from "../../domain/core/coded-error.ts";
import { separationErrors } from "./errors.ts";

/** A user of the operating system. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  /** Of its first group. */
  readonly gid: number;
}

/** Names that useradd and files of users take without a question. */
const userName = /^[a-z_][a-z0-9_-]{0,30}$/;

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
    return userName.test(name) ? parsePasswd(readFileSync("/etc/passwd", "utf8"), name) : null;
  } catch {
    return null;
  }
}

/** The user of this name, made with a group of its own, without a home and without a shell when it is not there yet. Throws `SEPARATION_USER_NOT_MADE`. */
export function ensureUser(name: string): SystemUser {
  const found = findUser(name);
  if (found !== null) return found;
  if (!userName.test(name)) throw notMade(name, "not a name for a user");
  const flags = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"];
  const ran = spawnSync("useradd", [...flags, "--shell", "/usr/sbin/nologin", name], { encoding: "utf8" });
  const made = findUser(name);
  if (made !== null) return made;
  throw notMade(name, ran.error === undefined ? ran.stderr.trim().slice(0, 200) : "there is no useradd");
}

function notMade(name: string, why: string): CodedError {
  return new CodedError(separationErrors.SEPARATION_USER_NOT_MADE, { detail: `${name.slice(0, 40)}: ${why}` });
}
