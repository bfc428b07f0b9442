import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";
import type { Io } from "../io.ts";
import type { FormatTarget } from "./format-targets.ts";

/**
 * Lets `render` write each target. A file is made for its owner alone (0600), beside its final name first, so that an
 * interrupted run leaves nothing that looks complete. Throws CLI_OUTPUT_UNWRITABLE.
 */
export function writeTargets<F extends string>(
  targets: readonly FormatTarget<F>[],
  io: Io,
  isQuiet: boolean,
  render: (format: F, write: (chunk: string) => void, toFile: boolean) => void,
): void {
  for (const { format, file } of targets) {
    if (file === null) {
      render(format, io.out, false);
      continue;
    }
    writePrivateFile(resolve(io.cwd, file), file, (write) => render(format, write, true));
    if (!isQuiet) io.err(`wrote ${file}\n`);
  }
}

/** Characters that are gathered before they are written: a report of thousands of accounts comes in small pieces. */
const writtenAtOnce = 64 * 1024;

/** Writes one file, 0600, whole or not at all. Devices and pipes (`/dev/stdout`) are written as they are. */
export function writePrivateFile(path: string, shown: string, fill: (write: (chunk: string) => void) => void): void {
  const isDevice = path.startsWith("/dev/") || path.startsWith("/proc/");
  const draft = isDevice ? path : `${path}.part`;
  try {
    const handle = openSync(draft, isDevice ? "a" : "w", 0o600);
    try {
      const waiting = { text: "" };
      const flush = (): void => {
        writeFileSync(handle, waiting.text);
        waiting.text = "";
      };
      fill((chunk) => {
        waiting.text += chunk;
        if (waiting.text.length >= writtenAtOnce) flush();
      });
      flush();
    } finally {
      closeSync(handle);
    }
    if (!isDevice) renameSync(draft, path);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    if (!isDevice) rmSync(draft, { force: true });
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${shown}${reason}`, cause });
  }
}
