import { readLogEntry } from "../../../domain/custody/protocol/log-entry.ts";

/** What the log tells of the present: it is the log, not a row, that says which item is the current one. */
export class LogMemory {
  readonly #versions = new Map<string, number>();
  #firstMs: number | null = null;
  #lastMs: number | null = null;
  #believedTo = Infinity;

  /** Takes in one entry, in order. */
  take(bytes: Uint8Array): void {
    const entry = readLogEntry(bytes);
    if (entry === null) return;
    const { type, at, account, d } = entry;
    this.#firstMs ??= at;
    const day = 86_400_000;
    const clock = type === "broker.boot" ? d["clock"] : type === "clock.skew" ? d["state"] : null;
    // A start without a time source is believed for one day beyond what came before it, or two starts with a wrong clock
    // would lock every account until its date.
    if (clock !== null) this.#believedTo = clock === "known" ? Infinity : (this.#lastMs ?? at) + day;
    const believed = Math.min(at, this.#believedTo);
    this.#lastMs = Math.max(this.#lastMs ?? believed, believed);
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

  /** The latest time of an entry that can be believed, in Unix milliseconds. */
  get lastMs(): number | null {
    return this.#lastMs;
  }
}
