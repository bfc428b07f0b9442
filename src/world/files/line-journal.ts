import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { filesErrors } from "./errors.ts";

/** Lines that are appended and never changed; each is on disk when its promise is kept. */
export interface LineJournal {
  /** What was there when it was opened, in order. */
  readonly lines: readonly string[];
  /** A text without a line end. Throws `FILES_JOURNAL_FAILED`; what was appended before stays. */
  readonly append: (line: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Bytes of a journal, at most; a line is some hundred. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Opens a journal for its owner alone, made where it is not there. A last line without an end was being written when the
 * process died: it is cut off. Throws `FILES_JOURNAL_FAILED`.
 */
export async function openLineJournal(directory: string, name: string): Promise<LineJournal> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = await open(join(directory, name), "a+", 0o600);
    try {
      return await journalOf(file, name);
    } catch (thrown) {
      await file.close();
      throw thrown;
    }
  } catch (thrown) {
    throw failure(thrown, name);
  }
}

function failure(thrown: unknown, name: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const why = thrown instanceof Error && "code" in thrown ? ` (${String(thrown.code)})` : "";
  return new CodedError(filesErrors.FILES_JOURNAL_FAILED, { detail: `${name}${why}`, cause: thrown });
}

async function journalOf(file: FileHandle, name: string): Promise<LineJournal> {
  const { size } = await file.stat();
  if (size > mostBytes)
    throw new CodedError(filesErrors.FILES_JOURNAL_FAILED, { detail: `${name} is over ${mostBytes} bytes` });
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(bytes, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  let length = bytes.lastIndexOf(0x0a) + 1;
  if (length < size) await file.truncate(length);
  const lines = bytes.subarray(0, length).toString("utf8").split("\n").slice(0, -1);
  let turn: Promise<void> = Promise.resolve();
  const write = async (line: string): Promise<void> => {
    const added = Buffer.from(`${line}\n`);
    try {
      await file.appendFile(added);
      await file.datasync();
    } catch (thrown) {
      // Half a line would swallow the next one.
      await file.truncate(length).catch(() => undefined);
      throw failure(thrown, name);
    }
    length += added.length;
  };
  return {
    lines,
    append: (line) => {
      const mine = turn.then(() => write(line));
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      await turn;
      await file.close();
    },
  };
}
