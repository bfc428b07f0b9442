import { lchownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { separationErrors } from "./errors.ts";

/** Whose a file shall be. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Gives one file or directory to a user; a link itself, never what it points to. Throws `SEPARATION_NOT_GIVEN`. */
export function give(path: string, { uid, gid }: Owner): void {
  try {
    lchownSync(path, uid, gid);
  } catch (cause) {
    throw notGiven(path, cause);
  }
}

/** Gives a directory with everything in it to a user. Throws `SEPARATION_NOT_GIVEN`. */
export function giveTree(path: string, owner: Owner): void {
  let names: readonly { readonly path: string }[];
  try {
    names = readdirSync(path, { recursive: true, withFileTypes: true }).map((each) => ({
      path: join(each.parentPath, each.name),
    }));
  } catch (cause) {
    throw notGiven(path, cause);
  }
  // The innermost first: once a directory is another's, that one could change what lies in it.
  for (const each of names.toReversed()) give(each.path, owner);
  give(path, owner);
}

function notGiven(path: string, cause: unknown): CodedError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  return new CodedError(separationErrors.SEPARATION_NOT_GIVEN, { detail: `${path} (${code})`, cause });
}
