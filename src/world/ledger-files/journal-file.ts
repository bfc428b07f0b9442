import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { concat } from "../../domain/crypto/bytes.ts";
import { type JournalEntry, readJournal } from "../../domain/ledger/journal/journal-record.ts";
import { readFailure } from "./disk-failure.ts";
import { ledgerFilesErrors } from "./errors.ts";
import type { LogDisk, OpenFile } from "./log-disk.ts";
import { readRange, writeAll } from "./whole-file.ts";

const chunkBytes = 4 * 1024 * 1024;

/** A log's journal, open for reading and appending; where there is none, it is made by the first append. */
export class JournalFile {
  readonly #disk: LogDisk;
  readonly #path: string;
  #file: OpenFile | null = null;

  /** Throws `LEDGER_FILES_UNREADABLE`. */
  constructor(disk: LogDisk, directory: string) {
    this.#disk = disk;
    this.#path = join(directory, "journal");
    try {
      if (disk.sizeOf(this.#path) !== null) this.#file = disk.open(this.#path, "keep");
    } catch (thrown) {
      throw readFailure(thrown, "journal");
    }
  }

  /** How many bytes it has. */
  size(): number {
    return this.#file === null ? 0 : this.#disk.size(this.#file);
  }

  /** Bytes from one place up to before another. */
  bytes(from: number, to: number): Uint8Array {
    return this.#file === null ? new Uint8Array(0) : readRange(this.#disk, this.#file, from, to);
  }

  /** Its whole records from a place on, in portions; `end` counts from the file's start. Ends before a torn record. */
  *records(from: number): Generator<readonly JournalEntry[], void, undefined> {
    const size = this.size();
    let start = from;
    let pending = new Uint8Array(0);
    for (let at = from; at < size;) {
      const read = this.bytes(at, Math.min(at + chunkBytes, size));
      if (read.length === 0) return;
      at += read.length;
      const bytes = pending.length === 0 ? read : concat(pending, read);
      const { entries, tornBytes } = readJournal(bytes);
      const base = start;
      if (entries.length > 0) yield entries.map((each) => ({ ...each, end: each.end + base }));
      // A record has fewer bytes than a portion: one that cannot be read in a whole portion is torn.
      else if (bytes.length >= chunkBytes) return;
      start += bytes.length - tornBytes;
      pending = bytes.slice(bytes.length - tornBytes);
    }
  }

  /** Appends behind the place where this process wrote last, and syncs. Throws `LEDGER_FILES_SHARED`. */
  append(at: number, bytes: Uint8Array): void {
    this.#file ??= this.#disk.open(this.#path, "keep");
    const size = this.size();
    if (size !== at) {
      throw new CodedError(ledgerFilesErrors.LEDGER_FILES_SHARED, { detail: `${size} bytes instead of ${at}` });
    }
    writeAll(this.#disk, this.#file, at, bytes);
    this.#disk.sync(this.#file);
  }

  /**
   * Writes bytes that are there already once more, and syncs: after a sync that failed the system may hold them for
   * written while they are in memory only.
   */
  rewrite(from: number, to: number): void {
    if (this.#file === null) return;
    for (let at = from; at < to; at += chunkBytes) {
      writeAll(this.#disk, this.#file, at, this.bytes(at, Math.min(at + chunkBytes, to)));
    }
    this.#disk.sync(this.#file);
  }

  /** Shortens it, and syncs. */
  cut(length: number): void {
    if (this.#file === null) return;
    this.#disk.truncate(this.#file, length);
    this.#disk.sync(this.#file);
  }

  close(): void {
    if (this.#file !== null) this.#disk.close(this.#file);
    this.#file = null;
  }
}
