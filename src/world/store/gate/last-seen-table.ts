import { readNumber, readText } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

/** When people were last seen. */
export function lastSeenTable(db: StoreDatabase): GateStore["lastSeen"] {
  return {
    all: () =>
      db
        .all("SELECT person, seen_at FROM last_seen ORDER BY person")
        .map((row) => ({ person: readText(db, row, "person"), at: readNumber(db, row, "seen_at") })),
    set: (person, at) => {
      db.run(
        `INSERT INTO last_seen(person, seen_at) VALUES(?, ?)
         ON CONFLICT(person) DO UPDATE SET seen_at = excluded.seen_at`,
        person,
        at,
      );
    },
  };
}
