// The files of a new deployment: all of them or none, each with the mode and the owner that it shall have from its first
// moment on. They are made beside their place and moved there at the end.
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { deploymentErrors } from "./errors.ts";
import { unwritable } from "./unwritable.ts";

/** Whose something is; left out it stays with who makes it. */
export interface EntryOwner {
  readonly uid: number;
  readonly gid: number;
}

/** A directory or a file below the deployment's directory; parents stand before what is in them. */
export interface DeploymentEntry {
  /** Relative, with `/`; empty for the directory itself. */
  readonly path: string;
  readonly mode: number;
  readonly owner?: EntryOwner | undefined;
  /** Left out for a directory. */
  readonly bytes?: Secret<Uint8Array> | Uint8Array;
}

/**
 * Writes a new deployment. Throws `DEPLOYMENT_EXISTS`, `DEPLOYMENT_UNWRITABLE`, and `DEPLOYMENT_SHUT` when owners are given
 * and others cannot pass through the directories above.
 */
export function writeDeployment(path: string, entries: readonly DeploymentEntry[]): void {
  const directory = resolve(path);
  refuseUsed(directory);
  const temporary = `${directory}.new-${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dirname(directory), { recursive: true });
    if (entries.some(({ owner }) => owner !== undefined)) refuseShut(dirname(directory));
    mkdirSync(temporary, { mode: 0o700 });
    for (const entry of entries) writeEntry(join(temporary, entry.path), entry);
    // Owners last and from the inside: what is another's already could be changed by that one.
    for (const { path: name, owner, mode } of entries.toReversed()) {
      const place = join(temporary, name);
      if (owner !== undefined) chownSync(place, owner.uid, owner.gid);
      // A change of owner may clear the bit that hands a directory's group on.
      chmodSync(place, mode);
    }
    renameSync(temporary, directory);
    syncDirectory(dirname(directory));
  } catch (thrown) {
    rmSync(temporary, { recursive: true, force: true });
    throw unwritable(directory, thrown);
  }
}

function refuseUsed(directory: string): void {
  let isFree: boolean;
  try {
    isFree = !existsSync(directory) || readdirSync(directory).length === 0;
  } catch (thrown) {
    throw unwritable(directory, thrown);
  }
  if (!isFree) throw new CodedError(deploymentErrors.DEPLOYMENT_EXISTS, { detail: directory });
}

function refuseShut(directory: string): void {
  for (let place = directory; ; place = dirname(place)) {
    if ((statSync(place).mode & 0o001) === 0) {
      throw new CodedError(deploymentErrors.DEPLOYMENT_SHUT, { detail: `others may not pass through ${place}` });
    }
    if (place === dirname(place)) return;
  }
}

function writeEntry(place: string, { path, mode, bytes }: DeploymentEntry): void {
  if (bytes === undefined) {
    if (path !== "") mkdirSync(place, { mode: 0o700 });
    return;
  }
  const file = openSync(place, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    const plain = bytes instanceof Uint8Array ? bytes : bytes.reveal();
    for (let at = 0; at < plain.length;) at += writeSync(file, plain, at);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
