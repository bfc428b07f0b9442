import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/** A passphrase has at most so many bytes. */
const longest = 1024;

/** The passphrase that was given for this command. Throws `CLI_PASSPHRASE_MISSING`, `CLI_PASSPHRASE_UNREADABLE`. */
export async function readPassphrase(invocation: Pick<Invocation, "io" | "settings">): Promise<Secret<Uint8Array>> {
  const given = await givenPassphrase(invocation);
  if (given === null) throw new CodedError(cliErrors.CLI_PASSPHRASE_MISSING);
  return given;
}

/** The same; `null` when none was given. */
export async function givenPassphrase({
  io,
  settings,
}: Pick<Invocation, "io" | "settings">): Promise<Secret<Uint8Array> | null> {
  const file = settings.text("passphraseFile");
  if (settings.is("passphraseStdin")) {
    if (settings.origin("passphraseFile") === "flag") {
      throw usageError("--passphrase-file and --passphrase-stdin exclude each other");
    }
    return firstLine(utf8(await io.readInput()), "standard input");
  }
  return file === null ? null : passphraseInFile(io.cwd, file);
}

/** The first line of a file for its owner alone, e.g. what opens a password database. Throws `CLI_PASSPHRASE_UNREADABLE`. */
export function passphraseInFile(cwd: string, file: string): Secret<Uint8Array> {
  return firstLine(readSecretFile(resolve(cwd, file), file), file);
}

function firstLine(bytes: Uint8Array, from: string): Secret<Uint8Array> {
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = bytes.slice(0, end === -1 ? bytes.length : end);
  bytes.fill(0);
  if (line.length === 0 || line.length > longest) throw unreadable(`${from}: ${line.length} bytes in its first line`);
  return new Secret(line);
}

function readSecretFile(path: string, shown: string): Uint8Array {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY);
  } catch (cause) {
    throw unreadable(`${shown} (${codeOf(cause)})`, cause);
  }
  try {
    const { mode } = fstatSync(file);
    // SECURITY: pipes and credentials that a service manager hands over are their own guard; a plain file is not.
    const isLoose = fstatSync(file).isFile() && (mode & 0o077) !== 0 && process.platform !== "win32";
    if (isLoose) throw unreadable(`${shown} has mode ${(mode & 0o777).toString(8).padStart(4, "0")}`);
    const bytes = new Uint8Array(longest + 2);
    let length = 0;
    while (length < bytes.length && !bytes.subarray(0, length).includes(0x0a)) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return bytes.subarray(0, length);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw unreadable(`${shown} (${codeOf(cause)})`, cause);
  } finally {
    closeSync(file);
  }
}

function unreadable(detail: string, cause?: unknown): CodedError {
  return new CodedError(cliErrors.CLI_PASSPHRASE_UNREADABLE, { detail, cause });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}
