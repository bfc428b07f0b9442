import { CodedError } from "../../../domain/core/coded-error.ts";
import { storedSplitField, type StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import { readJson } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore } from "./broker-store.ts";
import { brokerStoreErrors } from "./errors.ts";

/** Splits of group keys. What is there is never replaced: shares that are overwritten open nothing any more. */
export function groupsTable(db: StoreDatabase): BrokerStore["groups"] {
  const get = (name: string, version: number): StoredSplit | null => {
    const row = db.first("SELECT split FROM groups WHERE name = ? AND version = ?", name, version);
    return row === null ? null : readJson(db, row, "split", storedSplitField);
  };
  return {
    get,
    put: (name, version, split) => {
      const text = JSON.stringify(split);
      const known = db.first("SELECT split FROM groups WHERE name = ? AND version = ?", name, version);
      if (known?.["split"] === text) return;
      db.insert(
        () => new CodedError(brokerStoreErrors.BROKER_STORE_SPLIT_TAKEN, { detail: `${name} version ${version}` }),
        "INSERT INTO groups(name, version, split) VALUES(?, ?, ?)",
        name,
        version,
        text,
      );
    },
  };
}
