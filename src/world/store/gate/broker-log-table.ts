import { readBytes, readNumber } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

/** The copy of the broker's log: whole from entry 0 on, never rewritten. */
export function brokerLogTable(db: StoreDatabase): GateStore["brokerLog"] {
  const size = (): number => {
    const row = db.first("SELECT count(*) AS n, coalesce(max(position) + 1, 0) AS size FROM broker_entries") ?? {};
    const found = readNumber(db, row, "size");
    if (readNumber(db, row, "n") !== found) throw db.damaged("the copy of the broker's log has gaps");
    return found;
  };
  return {
    size,
    append: (from, entries, note) => {
      if (from !== size()) throw db.misused(`entries from ${from} on, where ${size()} is next`);
      entries.forEach((entry, at) => {
        db.run("INSERT INTO broker_entries(position, entry) VALUES(?, ?)", from + at, entry);
      });
      db.run(
        "INSERT INTO broker_note(only, note) VALUES(0, ?) ON CONFLICT(only) DO UPDATE SET note = excluded.note",
        note,
      );
    },
    entries: (from, most) =>
      db
        .all("SELECT entry FROM broker_entries WHERE position >= ? ORDER BY position LIMIT ?", from, most)
        .map((row) => readBytes(db, row, "entry")),
    note: () => {
      const row = db.first("SELECT note FROM broker_note");
      return row === null ? null : readBytes(db, row, "note");
    },
  };
}
