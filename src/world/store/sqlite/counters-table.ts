import { readNumber } from "./read-json.ts";
import type { StoreDatabase } from "./store-database.ts";

/** Counters of passkeys; 0 for one that was never seen. */
export interface CountersTable {
  get(credId: string): number;
  set(credId: string, counter: number): void;
}

/** Counters over `counters(cred_id, counter)`. */
export function countersTable(db: StoreDatabase): CountersTable {
  return {
    get: (credId) => {
      const row = db.first("SELECT counter FROM counters WHERE cred_id = ?", credId);
      return row === null ? 0 : readNumber(db, row, "counter");
    },
    set: (credId, counter) => {
      db.run(
        `INSERT INTO counters(cred_id, counter) VALUES(?, ?)
         ON CONFLICT(cred_id) DO UPDATE SET counter = excluded.counter`,
        credId,
        counter,
      );
    },
  };
}
