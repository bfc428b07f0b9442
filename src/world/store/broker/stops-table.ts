import { readText, readWord } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore } from "./broker-store.ts";

/** Stops that came before what they stop; one word of one person is kept once, as it first came. */
export function stopsTable(db: StoreDatabase): BrokerStore["stops"] {
  return {
    of: (requestHash) =>
      db.all("SELECT kind, person FROM stops WHERE request_hash = ? ORDER BY rowid", requestHash).map((row) => ({
        kind: readWord(db, row, "kind", ["deny", "veto", "revoke"]),
        by: readText(db, row, "person"),
      })),
    add: (requestHash, stop, signed) => {
      db.run(
        `INSERT INTO stops(request_hash, kind, person, signed) VALUES(?, ?, ?, ?)
         ON CONFLICT(request_hash, kind, person) DO NOTHING`,
        requestHash,
        stop.kind,
        stop.by,
        JSON.stringify(signed),
      );
    },
  };
}
