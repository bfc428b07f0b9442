import { readBytes } from "./read-json.ts";
import type { StoreDatabase } from "./store-database.ts";

/** Log entries that are committed with what they tell and not yet known to be in the log. */
export interface PendingTable {
  /** Adds entries at the end. */
  add(entries: readonly Uint8Array[]): void;
  all(): readonly Uint8Array[];
  /** They are in the log. */
  clear(): void;
}

/** Pending entries over `pending(position, entry)`. */
export function pendingTable(db: StoreDatabase): PendingTable {
  return {
    add: (entries) => {
      for (const entry of entries) db.run("INSERT INTO pending(entry) VALUES(?)", entry);
    },
    all: () => db.all("SELECT entry FROM pending ORDER BY position").map((row) => readBytes(db, row, "entry")),
    clear: () => {
      db.run("DELETE FROM pending");
    },
  };
}
