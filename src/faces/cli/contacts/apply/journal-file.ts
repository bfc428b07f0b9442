import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { JournalLines } from "../../../../app/contacts/apply-plan.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { cliErrors } from "../../errors.ts";

/** A journal on disk, for its owner alone (0600). */
export interface JournalFile extends JournalLines {
  readonly close: () => void;
}

/**
 * Opens the journal beside a plan, or makes it. A last line that was cut off when a process died was never acknowledged,
 * and is dropped. Throws `CLI_OUTPUT_UNWRITABLE`.
 */
export function openJournal(cwd: string, file: string): JournalFile {
  const unwritable = (cause: unknown): CodedError => {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    return new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${file}${reason}`, cause });
  };
  try {
    const path = resolve(cwd, file);
    const handle = openSync(path, "a+", 0o600);
    const text = readFileSync(path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) ftruncateSync(handle, Buffer.byteLength(whole));
    return {
      lines: whole.split("\n").filter((line) => line !== ""),
      append: async (line) => {
        try {
          writeSync(handle, `${line}\n`);
          fsyncSync(handle);
        } catch (cause) {
          throw unwritable(cause);
        }
        return Promise.resolve();
      },
      close: () => closeSync(handle),
    };
  } catch (cause) {
    throw unwritable(cause);
  }
}
