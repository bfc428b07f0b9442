// Only the first set-up makes users; no process of custody reaches this file, and so none can start another program by it.
import { spawnSync } from "node:child_process";
import { CodedError } from "../../domain/core/coded-error.ts";
import { separationErrors } from "./errors.ts";
import { findUser, isUserName, type SystemUser } from "./system-user.ts";

/** The user of this name, made with a group of its own, without a home and without a shell when it is not there yet. Throws `SEPARATION_USER_NOT_MADE`. */
export function ensureUser(name: string): SystemUser {
  const found = findUser(name);
  if (found !== null) return found;
  if (!isUserName(name)) throw notMade(name, "not a name for a user");
  const flags = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"];
  const ran = spawnSync("useradd", [...flags, "--shell", "/usr/sbin/nologin", name], { encoding: "utf8" });
  const made = findUser(name);
  if (made !== null) return made;
  throw notMade(name, ran.error === undefined ? ran.stderr.trim().slice(0, 200) : "there is no useradd");
}

function notMade(name: string, why: string): CodedError {
  return new CodedError(separationErrors.SEPARATION_USER_NOT_MADE, { detail: `${name.slice(0, 40)}: ${why}` });
}
