import { readBytes } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore } from "./broker-store.ts";

/** Log entries that are committed with what they tell and not yet known to be in the log. */
export function pendingTable(db: StoreDatabase): BrokerStore["pending"] {
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
