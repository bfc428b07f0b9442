import { randomBytes } from "node:crypto";
import { openSync, closeSync, fstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { importExit, importView } from "../../../app/custody/import/import-view.ts";
import { type ImportPlan, planImport } from "../../../app/custody/import/plan-import.ts";
import { type AccountId, accountId } from "../../../domain/core/account-id.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { isKdbx, readKdbx } from "../../../world/sealing/kdbx/read-kdbx.ts";
import { isPng } from "../../../world/sealing/qr/png-chunks.ts";
import { readQr } from "../../../world/sealing/qr/read-qr.ts";
import type { Invocation } from "../command.ts";
import { passphraseInFile } from "../custody/read-passphrase.ts";
import { cliErrors } from "../errors.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { importText } from "./import-text.ts";
import { storedImport } from "./stored-import.ts";

/** Files of this size and less are read. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Looks at a file for one of the vaults and tells what an import would do; with `--apply` does it. Returns the exit code.
 */
export async function importOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<"text" | "json">[],
): Promise<number> {
  const { io, settings, args, options } = invocation;
  const [name = ""] = args;
  const plan = await plannedImport(invocation, name);
  const done = options["apply"] === true ? await storedImport(invocation, plan) : null;
  const view = importView(name, plan, done?.applied ?? null);
  const standing = done?.standing ?? { isRehearsal: false, isSolo: false };
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    const marks = standing.isRehearsal ? { rehearsal: true } : {};
    if (format === "json") write(`${JSON.stringify({ ...view, ...marks }, null, 2)}\n`);
    else write(importText(view, standing));
  });
  return importExit(view);
}

async function plannedImport(invocation: Invocation, name: string): Promise<ImportPlan> {
  const { io, settings, options } = invocation;
  const vault = options["vault"];
  if (vault !== "P" && vault !== "S") throw usageError("--vault takes P (passwords) or S (seeds)");
  const partition = options["partition"] ?? "aws";
  if (partition !== "aws" && partition !== "aws-cn" && partition !== "aws-us-gov") {
    throw usageError("--partition takes aws, aws-cn or aws-us-gov");
  }
  if (options["apply"] !== true && (options["readyOnly"] === true || options["state"] !== undefined)) {
    throw usageError("--ready-only and --state go with --apply");
  }
  if (name === "-" && settings.is("passphraseStdin")) {
    throw usageError("standard input holds the file or the passphrase, not both");
  }
  const keyPath = options["keyFile"];
  const phrasePath = options["filePassphraseFile"];
  const file = await sourceFile(invocation, name);
  return planImport({
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    isPng,
    isKdbx,
    readQr,
    readKdbx: (bytes, key) => readKdbx(bytes, key, { signal: io.signal }),
  })({
    file,
    vault,
    partition,
    key: {
      password: typeof phrasePath === "string" ? passphraseInFile(io.cwd, phrasePath) : null,
      keyFile: typeof keyPath === "string" ? bytesOf(resolve(io.cwd, keyPath), keyPath) : null,
    },
    account: chosenAccount(options["account"]),
    zerosConfirmed: options["confirmZeros"] === true,
    isGenerated: options["generated"] === true,
  });
}

function chosenAccount(given: string | boolean | undefined): AccountId | null {
  if (given === undefined) return null;
  const id = accountId(String(given));
  if (id === null) throw usageError("--account takes the 12 digits of an account");
  return id;
}

async function sourceFile({ io, settings }: Invocation, name: string): Promise<Secret<Uint8Array>> {
  if (name === "-") return new Secret(utf8(await io.readInput()));
  const path = resolve(io.cwd, name);
  const bytes = bytesOf(path, name);
  if (isReadByOthers(path) && !settings.is("quiet")) {
    io.err(`${name} can be read by others on this computer; \`chmod 600 ${name}\` while it is still needed\n`);
  }
  return bytes;
}

function bytesOf(path: string, shown: string): Secret<Uint8Array> {
  try {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      if (size > mostBytes) throw unreadable(`${shown}: ${size} bytes; at most ${mostBytes}`);
      return new Secret<Uint8Array>(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw unreadable(`${shown}${why}`, cause);
  }
}

function isReadByOthers(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const status = fstatSync(file);
    return status.isFile() && (status.mode & 0o044) !== 0 && process.platform !== "win32";
  } finally {
    closeSync(file);
  }
}

function unreadable(detail: string, cause?: unknown): CodedError {
  return new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail, cause });
}
