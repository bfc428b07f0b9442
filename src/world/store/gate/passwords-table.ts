import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { storedSplitField } from "../../../domain/custody/protocol/stored-split.ts";
import { readBytes, readJson, readNumber, readText } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import { gateStoreErrors } from "./errors.ts";
import type { GateStore, KeptPassword } from "./gate-store.ts";

const isNewest = "version = (SELECT max(version) FROM passwords WHERE account = p.account)";

/** The versions of each account's password. What is there is never replaced. */
export function passwordsTable(db: StoreDatabase): GateStore["passwords"] {
  return {
    version: (account, version) => {
      const row = db.first("SELECT * FROM passwords WHERE account = ? AND version = ?", account, version);
      return row === null ? null : readPassword(db, row);
    },
    all: () =>
      db.all(`SELECT * FROM passwords AS p WHERE ${isNewest} ORDER BY account`).map((row) => readPassword(db, row)),
    sameTag: (tag, account) =>
      db
        .all(
          `SELECT account FROM passwords AS p WHERE tag = ? AND account <> ? AND ${isNewest} ORDER BY account`,
          tag,
          account,
        )
        .map((row) => readText(db, row, "account")),
    insert: (password) => insertPassword(db, password),
    setFlags: (account, version, flags) => {
      const sql = "UPDATE passwords SET flags = ? WHERE account = ? AND version = ?";
      const changed = db.run(sql, JSON.stringify(flags), account, version);
      if (changed !== 1) throw db.misused(`no password of ${account} in version ${version}`);
    },
  };
}

function insertPassword(db: StoreDatabase, password: KeptPassword): void {
  const { account, version } = password;
  db.insert(
    () => new CodedError(gateStoreErrors.GATE_STORE_VERSION_TAKEN, { detail: `${account} version ${version}` }),
    `INSERT INTO passwords(account, version, outer_envelope, split, has_kit_copy, flags, tag, stored_by, stored_at)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account,
    version,
    password.outer,
    password.split === null ? null : JSON.stringify(password.split),
    password.hasKitCopy ? 1 : 0,
    JSON.stringify(password.flags),
    password.tag,
    password.by,
    password.storedAt,
  );
}

function readPassword(db: StoreDatabase, row: Row): KeptPassword {
  return {
    account: readText(db, row, "account"),
    version: readNumber(db, row, "version"),
    outer: readBytes(db, row, "outer_envelope"),
    split: row["split"] === null ? null : readJson(db, row, "split", storedSplitField),
    hasKitCopy: readNumber(db, row, "has_kit_copy") === 1,
    flags: readJson(db, row, "flags", z.array(z.string())),
    tag: row["tag"] === null ? null : readText(db, row, "tag"),
    by: readText(db, row, "stored_by"),
    storedAt: readNumber(db, row, "stored_at"),
  };
}
