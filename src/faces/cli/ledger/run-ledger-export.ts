import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readRosterFile } from "../../../app/ledger/audit/roster-file.ts";
import { exportBundle } from "../../../app/ledger/export-bundle.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { writeUstar } from "../../../world/ledger-files/bundle/ustar.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";
import { readInputFile, writeOutputFile } from "./ledger-files.ts";

/** Copies a log into a tar file; returns the exit code. */
export async function runLedgerExport({ io, settings, options, args }: Invocation): Promise<number> {
  const [directory = ""] = args;
  const { out, roster } = options;
  if (typeof out !== "string") throw usageError("ledger export needs --out FILE");
  const top = resolve(io.cwd, directory);
  const files = await exportBundle((path) => readOrNull(join(top, path), `${directory}/${path}`));
  if (typeof roster === "string") {
    const bytes = readInputFile(io.cwd, roster);
    readRosterFile(bytes);
    files.set("roster.json", bytes);
  }
  const tar = writeUstar(files);
  writeOutputFile(io.cwd, out, tar);
  if (!settings.is("quiet")) {
    io.err(`wrote ${out}: ${files.size} files, ${tar.length} bytes\n`);
    io.err(`Next: rootward ledger verify ${out} --trust trust.txt\n`);
  }
  return 0;
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
