import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readBytes, readJson, readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore, KeptItem } from "./broker-store.ts";
import { brokerStoreErrors } from "./errors.ts";

/** The versions of each account's seed. */
export function itemsTable(db: StoreDatabase): BrokerStore["items"] {
  const one = (row: Row | null): KeptItem | null => (row === null ? null : readItem(db, row));
  return {
    newest: (account) => one(db.first("SELECT * FROM items WHERE account = ? ORDER BY version DESC LIMIT 1", account)),
    version: (account, version) =>
      one(db.first("SELECT * FROM items WHERE account = ? AND version = ?", account, version)),
    all: () =>
      db
        .all(
          `SELECT * FROM items AS i
           WHERE version = (SELECT max(version) FROM items WHERE account = i.account) ORDER BY account`,
        )
        .map((row) => readItem(db, row)),
    byFingerprint: (fingerprint) => one(db.first("SELECT * FROM items WHERE fingerprint = ?", fingerprint)),
    put: (item) => putItem(db, item),
  };
}

function putItem(db: StoreDatabase, item: KeptItem): void {
  db.insert(
    () => {
      const detail = `${item.account} version ${item.version}`;
      return new CodedError(brokerStoreErrors.BROKER_STORE_FINGERPRINT_TAKEN, { detail });
    },
    `INSERT INTO items(account, version, origin, is_proven, captured_at, fingerprint, envelope, dek, group_name,
       group_version, kit, state, attempts, flags)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(account, version) DO UPDATE SET
       origin = excluded.origin, is_proven = excluded.is_proven, captured_at = excluded.captured_at,
       fingerprint = excluded.fingerprint, envelope = excluded.envelope, dek = excluded.dek,
       group_name = excluded.group_name, group_version = excluded.group_version, kit = excluded.kit,
       state = excluded.state, attempts = excluded.attempts, flags = excluded.flags`,
    item.account,
    item.version,
    item.origin,
    item.isProven ? 1 : 0,
    item.capturedAt,
    item.fingerprint,
    item.envelope,
    item.dek,
    item.group?.name ?? null,
    item.group?.version ?? null,
    item.kit,
    item.state,
    JSON.stringify(item.attempts),
    JSON.stringify(item.flags),
  );
}

function readItem(db: StoreDatabase, row: Row): KeptItem {
  return {
    account: readText(db, row, "account"),
    version: readNumber(db, row, "version"),
    origin: readWord(db, row, "origin", ["new-device", "import"]),
    isProven: readNumber(db, row, "is_proven") === 1,
    capturedAt: readNumber(db, row, "captured_at"),
    fingerprint: readText(db, row, "fingerprint"),
    envelope: readBytes(db, row, "envelope"),
    dek: readBytes(db, row, "dek"),
    group:
      row["group_name"] === null
        ? null
        : { name: readText(db, row, "group_name"), version: readNumber(db, row, "group_version") },
    kit: row["kit"] === null ? null : readBytes(db, row, "kit"),
    state: readWord(db, row, "state", ["current", "older", "retired"]),
    attempts: readJson(db, row, "attempts", z.array(z.int())),
    flags: readJson(db, row, "flags", z.array(z.string())),
  };
}
