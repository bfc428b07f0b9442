import { open } from "node:fs/promises";
import { join } from "node:path";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { FileSystem } from "./file-system.ts";
import { parseAccountLine } from "./read-account-lines.ts";
import { temporaryPrefix } from "./write-atomically.ts";
import { writeFailure } from "./write-failure.ts";

/** The file of account lines. */
export const accountsFile = "accounts.jsonl";

interface Place {
  readonly offset: number;
  readonly length: number;
}

/**
 * `accounts.jsonl` while it is written: lines are appended, the last one of an account counts, and only the places of
 * lines stay in memory. A failed append is cut off again, so that the lines before it stay readable.
 */
export class AccountLog {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #directory: string;
  readonly #places = new Map<string, Place>();
  #length: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(fs: FileSystem, directory: string, length: number) {
    this.#fs = fs;
    this.#directory = directory;
    this.#path = join(directory, accountsFile);
    this.#length = length;
  }

  /** Makes a line that is on disk already known. */
  know(id: string, place: Place): void {
    this.#places.set(id, place);
  }

  /** Ids of all accounts with a line, sorted. */
  ids(): readonly string[] {
    return [...this.#places.keys()].sort();
  }

  /** Appends a line. */
  append(account: AccountFacts): Promise<void> {
    return this.#inTurn(async () => {
      const line = Buffer.from(`${JSON.stringify(account)}\n`);
      try {
        await this.#fs.appendFile(this.#path, line, { mode: 0o600 });
      } catch (thrown) {
        await this.#fs.truncate(this.#path, this.#length).catch(() => undefined);
        throw writeFailure(thrown, accountsFile);
      }
      this.#places.set(account.id, { offset: this.#length, length: line.length });
      this.#length += line.length;
    });
  }

  /** The last line of an account; null when it has none. */
  read(id: string): Promise<AccountFacts | null> {
    return this.#inTurn(async () => {
      const place = this.#places.get(id);
      if (place === undefined) return null;
      const file = await open(this.#path, "r");
      try {
        return parseAccountLine(await readPlace(file, place), accountsFile, null);
      } finally {
        await file.close();
      }
    });
  }

  /** Rewrites the file with one line per account, sorted by id. */
  compact(): Promise<void> {
    return this.#inTurn(async () => {
      const ids = this.ids();
      if (ids.length === 0) return;
      const temporary = join(this.#directory, `${temporaryPrefix}accounts`);
      const from = await open(this.#path, "r");
      try {
        await this.#fs.writeFile(temporary, "", { mode: 0o600 });
        let offset = 0;
        for (const id of ids) {
          const place = this.#places.get(id);
          if (place === undefined) continue;
          await this.#fs.appendFile(temporary, await readPlace(from, place));
          this.#places.set(id, { offset, length: place.length });
          offset += place.length;
        }
        this.#length = offset;
        await this.#fs.rename(temporary, this.#path);
      } catch (thrown) {
        await this.#fs.rm(temporary, { force: true }).catch(() => undefined);
        throw writeFailure(thrown, accountsFile);
      } finally {
        await from.close();
      }
    });
  }

  /** One operation at a time: offsets must be those of the file. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

async function readPlace(file: Awaited<ReturnType<typeof open>>, place: Place): Promise<Buffer> {
  const bytes = Buffer.alloc(place.length);
  await file.read(bytes, 0, place.length, place.offset);
  return bytes;
}
