import { z } from "zod";
import { readJson } from "./read-json.ts";
import type { StoreDatabase } from "./store-database.ts";

/** Small facts by name, as JSON. */
export interface FactsTable {
  /** `null` when there is none. */
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  remove(name: string): void;
}

/** Facts over `facts(name, value)`. */
export function factsTable(db: StoreDatabase): FactsTable {
  return {
    get: (name) => {
      const row = db.first("SELECT value FROM facts WHERE name = ?", name);
      return row === null ? null : readJson(db, row, "value", z.unknown());
    },
    set: (name, value) => {
      const text: unknown = JSON.stringify(value);
      if (typeof text !== "string") throw db.misused(`the fact ${name} is no JSON`);
      const sql = "INSERT INTO facts(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value";
      db.run(sql, name, text);
    },
    remove: (name) => {
      db.run("DELETE FROM facts WHERE name = ?", name);
    },
  };
}
