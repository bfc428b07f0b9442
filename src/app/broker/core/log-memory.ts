import { readLogEntry } from "../../../domain/custody/protocol/log-entry.ts";

/** What the log tells of the present: it is the log, not a row, that says which item is the current one. */
export class LogMemory {
  readonly #versions = new Map<string, number>();
  #firstMs: number | null = null;
  #lastMs: number | null = null;

  /** Takes in one entry, in order. */
  take(bytes: Uint8Array): void {
    const entry = readLogEntry(bytes);
    if (entry === null) return;
    const { type, at, account, d } = entry;
    this.#firstMs ??= at;
    this.#lastMs = Math.max(this.#lastMs ?? at, at);
    if (!type.startsWith("item.") || d["vault"] !== "S" || account === undefined) return;
    if (typeof d["version"] === "number") this.#versions.set(account, d["version"]);
    if (type === "item.retired") this.#versions.delete(account);
  }

  /** The current version of an account's seed; `null` when there is none. */
  versionOf(account: string): number | null {
    return this.#versions.get(account) ?? null;
  }

  /** The accounts that have a seed. */
  get accounts(): readonly string[] {
    return [...this.#versions.keys()];
  }

  /** The time of the first entry, in Unix milliseconds. */
  get firstMs(): number | null {
    return this.#firstMs;
  }

  /** The latest time of any entry, in Unix milliseconds. */
  get lastMs(): number | null {
    return this.#lastMs;
  }
}
