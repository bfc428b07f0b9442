import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readRosterFile } from "../../../app/ledger/audit/roster-file.ts";
import { exportBundle } from "../../../app/ledger/export-bundle.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { writeUstar } from "../../../world/ledger-files/bundle/ustar.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";
import { readBytes, writeBytes } from "../byte-files.ts";

/** Copies a log into a tar file; returns the exit code. */
export async function runLedgerExport(invocation: Invocation): Promise<number> {
  const { io, settings, options, args } = invocation;
  const [directory] = args;
  const { out, roster, log } = options;
  if (typeof out !== "string") throw usageError("ledger export needs --out FILE");
  const files = directory === undefined ? await fromGate(invocation, log) : await fromDirectory(io.cwd, directory);
  if (typeof roster === "string") {
    const bytes = readBytes(io.cwd, roster);
    readRosterFile(bytes);
    files.set("roster.json", bytes);
  }
  const tar = writeUstar(files);
  writeBytes(io.cwd, out, tar);
  if (!settings.is("quiet")) {
    io.err(`wrote ${out}: ${files.size} files, ${tar.length} bytes\n`);
    io.err(`Next: rootward ledger verify ${out} --trust trust.txt\n`);
  }
  return 0;
}

function fromDirectory(cwd: string, directory: string): Promise<Map<string, Uint8Array>> {
  const top = resolve(cwd, directory);
  return exportBundle((path) => readOrNull(join(top, path), `${directory}/${path}`));
}

async function fromGate(invocation: Invocation, log: unknown): Promise<Map<string, Uint8Array>> {
  if (log !== "gate" && log !== "broker") {
    throw usageError("ledger export needs a log's directory, or --log gate|broker to read it at the gate");
  }
  const { logAtGate } = await import("./log-at-gate.ts");
  return logAtGate(invocation, log);
}

async function readOrNull(path: string, shown: string): Promise<Uint8Array | null> {
  try {
    return Uint8Array.from(await readFile(path));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT") return null;
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${shown} (${code})`, cause });
  }
}
